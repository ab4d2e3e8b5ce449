using System.Diagnostics;
using System.Globalization;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>
/// Every reference network by every implementation, in one process on one core: nanoseconds per call, the least and the middle of many
/// repeats. Results are compared before anything is timed.
/// </summary>
internal static class QuickTable
{
    private const int Repeats = 40;
    private const double RepeatMilliseconds = 1.5;

    private sealed record Cell(string Network, string Implementation, Metric Metric, double Minimum, double Median, long Allocated);

    public static int Run(string[] options)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var csv = options.Contains("--csv");
        var cells = new List<Cell>();
        foreach (var reference in Reference.All)
        {
            var implementations = Implementations(reference).ToList();
            var parameters = Parameters(reference);
            if (!Agree(reference, implementations, parameters))
            {
                return 1;
            }

            foreach (var metric in Enum.GetValues<Metric>())
            {
                cells.AddRange(Measure(reference, implementations, metric, parameters));
            }

            foreach (var implementation in implementations)
            {
                implementation.Dispose();
            }

            if (!csv)
            {
                Print(reference, [.. cells.Where(cell => cell.Network == reference.Name)]);
            }
        }

        if (csv)
        {
            Console.WriteLine("network,implementation,metric,min_ns,median_ns,allocated_bytes");
            foreach (var cell in cells)
            {
                Console.WriteLine($"{cell.Network},{cell.Implementation},{NameOf(cell.Metric)},{cell.Minimum:F1},{cell.Median:F1},{cell.Allocated}");
            }
        }
        else if (Peaks.IsSupported)
        {
            PrintPeaks(cells);
        }

        return 0;
    }

    private static IEnumerable<Implementation> Implementations(Reference reference)
    {
        yield return reference.Name switch
        {
            "xor" => new Compiled<XorCalls>(reference, new XorCalls()),
            "npc" => new Compiled<NpcCalls>(reference, new NpcCalls()),
            "sensor" => new Compiled<SensorCalls>(reference, new SensorCalls()),
            "control" => new Compiled<ControlCalls>(reference, new ControlCalls()),
            _ => new Compiled<DigitsCalls>(reference, new DigitsCalls()),
        };
        yield return new CSharpLoops(reference);
        yield return new TensorPrimitivesLoops(reference);
        if (PlainC.Build(reference, out var problem) is { } plain)
        {
            yield return plain;
        }
        else
        {
            Console.Error.WriteLine("plain-c is left out: " + problem);
        }
    }

    private static float[] Parameters(Reference reference)
    {
        var random = new NetRandom(7);
        var parameters = new float[reference.ParameterCount];
        var at = 0;
        for (var layer = 0; layer < reference.Layers; layer++)
        {
            var bound = 1f / MathF.Sqrt(reference.Sizes[layer]);
            for (var i = 0; i < (reference.Sizes[layer] + 1) * reference.Sizes[layer + 1]; i++)
            {
                parameters[at++] = ((2f * random.NextSingle()) - 1f) * bound;
            }
        }

        return parameters;
    }

    /// <summary>Outputs of all rows, and parameters after steps on one row and on 32, must be the same but for roundings.</summary>
    private static bool Agree(Reference reference, List<Implementation> implementations, float[] parameters)
    {
        var results = new List<float[]>();
        foreach (var implementation in implementations)
        {
            var result = new float[(Reference.Rows * reference.OutputSize) + reference.ParameterCount];
            implementation.Load(parameters);
            implementation.Forward(reference.Inputs, result.AsSpan(0, Reference.Rows * reference.OutputSize));
            implementation.Repeat(Metric.Train1, 3);
            implementation.Repeat(Metric.Train32, 3);
            implementation.Store(result.AsSpan(Reference.Rows * reference.OutputSize));
            results.Add(result);
        }

        for (var i = 1; i < results.Count; i++)
        {
            for (var j = 0; j < results[i].Length; j++)
            {
                if (!(Math.Abs(results[i][j] - results[0][j]) <= 2e-5))
                {
                    Console.Error.WriteLine($"{reference.Name}: {implementations[i].Name} and {implementations[0].Name} differ at {j}: {results[i][j]} and {results[0][j]}");
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Implementations take turns, so that a slow moment of the machine meets all of them.</summary>
    private static List<Cell> Measure(Reference reference, List<Implementation> implementations, Metric metric, float[] parameters)
    {
        var counts = implementations.Select(implementation =>
        {
            implementation.Load(parameters);

            // The first calls are the JIT's.
            implementation.Repeat(metric, 100);
            long count = 1;
            while (Time(implementation, metric, count) < RepeatMilliseconds * 1e6)
            {
                count *= 2;
            }

            return count;
        }).ToList();
        var times = implementations.Select(_ => new List<double>()).ToList();
        var allocated = new long[implementations.Count];
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            for (var i = 0; i < implementations.Count; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                times[i].Add(Time(implementations[i], metric, counts[i]) / counts[i]);
                allocated[i] = Math.Max(allocated[i], GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        return [.. implementations.Select((implementation, i) =>
        {
            times[i].Sort();
            return new Cell(reference.Name, implementation.Name, metric, times[i][0], times[i][times[i].Count / 2], allocated[i] / counts[i]);
        })];
    }

    private static double Time(Implementation implementation, Metric metric, long count)
    {
        var start = Stopwatch.GetTimestamp();
        implementation.Repeat(metric, count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static string NameOf(Metric metric) => metric.ToString().ToLowerInvariant();

    private static void Print(Reference reference, List<Cell> cells)
    {
        Console.WriteLine($"{reference.Name}: {string.Join(" - ", reference.Sizes)}, {reference.MultiplyAdds:N0} multiply-adds; least ns per call");
        Console.WriteLine($"  {"",-18}" + string.Concat(Enum.GetValues<Metric>().Select(metric => $"{NameOf(metric),12}")));
        foreach (var group in cells.GroupBy(cell => cell.Implementation))
        {
            Console.WriteLine($"  {group.Key,-18}" + string.Concat(group.Select(cell => $"{cell.Minimum,12:N1}")));
        }

        double At(string name, Metric metric) => cells.First(cell => cell.Implementation == name && cell.Metric == metric).Minimum;
        if (cells.Any(cell => cell.Implementation == "plain-c"))
        {
            Console.WriteLine($"  {"ratio to plain-c",-18}" + string.Concat(Enum.GetValues<Metric>().Select(metric => $"{At("compiled", metric) / At("plain-c", metric),12:F2}")));
        }

        var best = Enum.GetValues<Metric>().Select(metric => cells.Where(cell => cell.Metric == metric && cell.Implementation != "compiled").Min(cell => cell.Minimum));
        Console.WriteLine($"  {"ratio to the best",-18}" + string.Concat(Enum.GetValues<Metric>().Zip(best, (metric, least) => $"{At("compiled", metric) / least,12:F2}")));
        Console.WriteLine();
    }

    private static void PrintPeaks(List<Cell> cells)
    {
        double registers = Peaks.FromRegisters(), memory = Peaks.FromMemory();
        Console.WriteLine($"This core: {registers:F1} multiply-adds per ns from registers, {memory:F1} with an operand from the first cache.");
        foreach (var reference in Reference.All)
        {
            var batch = cells.First(cell => cell.Network == reference.Name && cell.Implementation == "compiled" && cell.Metric == Metric.Inf32);
            var rate = Reference.Rows * reference.MultiplyAdds / batch.Minimum;
            Console.WriteLine($"  {reference.Name,-8} inf32 {rate,7:F1} multiply-adds per ns, {rate / registers:P0} of the peak");
        }
    }
}
