using System.Globalization;
using NeuralLearn.Compiled.Benchmarks.Calls;
using NeuralLearn.Compiled.Benchmarks.Measuring;
using NeuralLearn.Compiled.Benchmarks.Quick;

namespace NeuralLearn.Compiled.Benchmarks.Tables;

/// <summary>
/// The reference networks, fused and portable, at every vector width that the runtime can be told to use. Each width is a process of its
/// own, run several times; the least counts.
/// </summary>
internal static class WidthTable
{
    public const string ChildArgument = "widths-child";

    private const int Rounds = 3;

    /// <summary>Narrow vectors must be kept as busy as wide ones: the least share of their peak in batches.</summary>
    private const double LeastOfPeak = 0.85;

    /// <summary>Without AVX2 there is no broadcast from memory, and operations overwrite an operand: what that may cost.</summary>
    private const double MostWithoutAvx2 = 2.5;

    /// <summary>What separate multiplications and additions may cost: one sample waits for its chain, a batch has twice the operations.</summary>
    private const double MostPortableSample = 1.3, MostPortableBatch = 2;

    private static readonly Metric[] Measured = [Metric.Inf1, Metric.Inf32, Metric.Train32];

    private static readonly (string Title, string? Variable, string Value)[] Levels =
    [
        ("default", null, ""),
        ("256", "DOTNET_EnableAVX512", "0"),
        ("128", "DOTNET_PreferredVectorBitWidth", "128"),
        ("no AVX2", "DOTNET_EnableAVX2", "0"),
    ];

    /// <summary>The exit code: 1 where a limit is missed.</summary>
    public static int Run()
    {
        var results = Levels.Select(_ => new Dictionary<string, double>()).ToArray();
        var descriptions = new string[Levels.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var level = 0; level < Levels.Length; level++)
            {
                string[] arguments = [ChildArgument];
                foreach (var line in Child.Run(arguments, Levels[level].Variable, Levels[level].Value))
                {
                    var parts = line.Split('=');
                    if (parts[0] == "width")
                    {
                        descriptions[level] = parts[1];
                        continue;
                    }

                    var value = double.Parse(parts[1], CultureInfo.InvariantCulture);
                    var seen = results[level].TryGetValue(parts[0], out var before);
                    results[level][parts[0]] = !seen ? value : parts[0] == "peak" ? Math.Max(before, value) : Math.Min(before, value);
                }
            }
        }

        for (var level = 0; level < Levels.Length; level++)
        {
            var variable = Levels[level].Variable is { } name ? $"{name}={Levels[level].Value}: " : "";
            var peak = results[level]["peak"];
            Console.WriteLine($"{Levels[level].Title,-8} {variable}{descriptions[level]}, {peak:F1} multiply-adds per ns");
        }

        var missed = Measured.Sum(metric => Print(metric, results));
        return missed == 0 ? 0 : 1;
    }

    /// <summary>What the child process does.</summary>
    public static int RunChild()
    {
        Console.WriteLine("width=" + Peaks.Description);
        Console.WriteLine(FormattableString.Invariant($"peak={Peaks.MultiplyAdds}"));
        List<(string Key, Action<long> Repeat)> runs = [];
        foreach (var reference in Reference.All)
        {
            foreach (var implementation in (InProcess[])[QuickTable.Emitted(reference), Portable(reference)])
            {
                implementation.Load(reference.Parameters());
                runs.AddRange(Measured.Select(metric =>
                    (Key(reference, implementation.Name, metric), (Action<long>)(count => implementation.Repeat(metric, count)))));
            }
        }

        Timing.WarmUp([.. runs.Select(run => run.Repeat)]);
        foreach (var (key, repeat) in runs)
        {
            Console.WriteLine(FormattableString.Invariant($"{key}={Timing.Least(repeat)}"));
        }

        return 0;
    }

    private static string Key(Reference reference, string implementation, Metric metric) =>
        $"{reference.Name} {implementation} {metric.Name()}";

    /// <returns>How many limits were missed.</returns>
    private static int Print(Metric metric, Dictionary<string, double>[] results)
    {
        const int Default = 0, Bits256 = 1, Bits128 = 2, NoAvx2 = 3;
        var portableLimit = metric == Metric.Inf1 ? MostPortableSample : MostPortableBatch;
        var titles = string.Concat(Levels.Select(level => $"{level.Title,10}"));
        List<string> broken = [];
        Console.WriteLine();
        Console.WriteLine($"{metric.Name() + ", least ns",-18} {"fused",-40} portable");
        Console.WriteLine($"  {"",-8}{titles} {titles}  128 of peak  no AVX2/256  portable/fused");
        foreach (var reference in Reference.All)
        {
            double At(int level, string implementation) => results[level][Key(reference, implementation, metric)];
            string All(string implementation) =>
                string.Concat(Enumerable.Range(0, Levels.Length).Select(level => $"{At(level, implementation),10:N1}"));
            var ofPeak = reference.MultiplyAddsOf(metric) / At(Bits128, "compiled") / results[Bits128]["peak"];
            var withoutAvx2 = At(NoAvx2, "compiled") / At(Bits256, "compiled");
            var portable = At(Default, "portable") / At(Default, "compiled");
            Console.WriteLine($"  {reference.Name,-8}{All("compiled")} {All("portable")}{ofPeak,13:P0}{withoutAvx2,13:F2}{portable,16:F2}");
            if (metric != Metric.Inf1 && ofPeak < LeastOfPeak)
            {
                broken.Add(reference.Name + " 128 of peak");
            }

            if (withoutAvx2 > MostWithoutAvx2)
            {
                broken.Add(reference.Name + " no AVX2/256");
            }

            if (portable > portableLimit)
            {
                broken.Add(reference.Name + " portable/fused");
            }
        }

        var batch = metric == Metric.Inf1 ? "" : $"at least {LeastOfPeak:P0} of the 128-bit peak, ";
        Console.WriteLine($"  limits: {batch}no AVX2/256 at most {MostWithoutAvx2}, portable/fused at most {portableLimit}");
        Console.WriteLine($"  missed: {string.Join(", ", broken.DefaultIfEmpty("none"))}");
        return broken.Count;
    }

    private static InProcess Portable(Reference reference) => reference.Name switch
    {
        "xor" => new Compiled<PortableXorCalls>(reference, "portable"),
        "npc" => new Compiled<PortableNpcCalls>(reference, "portable"),
        "sensor" => new Compiled<PortableSensorCalls>(reference, "portable"),
        "control" => new Compiled<PortableControlCalls>(reference, "portable"),
        "digits" => new Compiled<PortableDigitsCalls>(reference, "portable"),
        _ => throw new ArgumentException("There is no network " + reference.Name, nameof(reference)),
    };
}
