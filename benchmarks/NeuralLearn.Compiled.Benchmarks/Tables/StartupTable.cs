using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;
using NeuralLearn.Compiled.Benchmarks.Calls;
using NeuralLearn.Compiled.Benchmarks.Measuring;
using NeuralLearn.Compiled.Benchmarks.Quick;

namespace NeuralLearn.Compiled.Benchmarks.Tables;

/// <summary>
/// How long the first calls of each reference network take, which is the JIT's time. Each network has a process of its own, run several
/// times; the run with the least sum counts.
/// </summary>
internal static class StartupTable
{
    public const string ChildArgument = "startup-child";

    private const int Rounds = 5;

    /// <summary>What the first calls that every program makes may take of its start together; nearly all of it is the JIT's time.</summary>
    private const double LimitMilliseconds = 50;

    private const int SumColumn = 4;
    private static readonly string[] Columns = ["new", "Forward", "ForwardBatch", "TrainBatch", "sum of calls", "of it JIT", "then one row", "methods"];

    /// <summary>The exit code: 1 where a network misses the limit.</summary>
    public static int Run()
    {
        List<string> missed = [];
        Console.WriteLine($"First calls in a new process, ms; the sum should be under {LimitMilliseconds:F0} ms");
        Console.WriteLine($"  {"",-8}" + string.Concat(Columns.Select(column => $"{column,14}")));
        foreach (var reference in Reference.All)
        {
            var best = Enumerable.Range(0, Rounds)
                .Select(_ => Child.Run([ChildArgument, reference.Name])[^1].Split(' '))
                .Select(parts => parts.Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray())
                .MinBy(times => times[SumColumn])!;
            Console.WriteLine($"  {reference.Name,-8}" + string.Concat(best[..^1].Select(time => $"{time,14:F1}")) + $"{best[^1],14:F0}");
            if (best[SumColumn] >= LimitMilliseconds)
            {
                missed.Add(reference.Name);
            }
        }

        Console.WriteLine($"  missed: {string.Join(", ", missed.DefaultIfEmpty("none"))}");
        return missed.Count == 0 ? 0 : 1;
    }

    /// <summary>What the child process does.</summary>
    public static int RunChild(string name)
    {
        var reference = Reference.All.First(one => one.Name == name);
        switch (name)
        {
            case "xor": First<XorCalls>(reference); break;
            case "npc": First<NpcCalls>(reference); break;
            case "sensor": First<SensorCalls>(reference); break;
            case "control": First<ControlCalls>(reference); break;
            default: First<DigitsCalls>(reference); break;
        }

        return 0;
    }

    // Optimised at once, so that no second compilation of this method falls into what is measured.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void First<TCalls>(Reference reference)
        where TCalls : struct, INetworkCalls
    {
        float[] inputs = [.. reference.Inputs], targets = [.. reference.Targets];
        int[] labels = [.. Enumerable.Range(0, Reference.Rows).Select(reference.Label)];
        var outputs = new float[Reference.Rows * reference.OutputSize];

        // The clock's own first calls.
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp()).TotalMilliseconds;
        _ = JitInfo.GetCompilationTime().TotalMilliseconds;
        _ = JitInfo.GetCompiledMethodCount();

        var start = Stopwatch.GetTimestamp();
        var calls = new TCalls();
        var created = Stopwatch.GetTimestamp();
        var jit = JitInfo.GetCompilationTime();
        var methods = JitInfo.GetCompiledMethodCount();
        calls.Forward(inputs.AsSpan(0, reference.InputSize), outputs.AsSpan(0, reference.OutputSize));
        var forward = Stopwatch.GetTimestamp();
        calls.ForwardBatch(inputs, outputs);
        var batch = Stopwatch.GetTimestamp();
        calls.Train(inputs, targets, labels);
        var training = Stopwatch.GetTimestamp();
        jit = JitInfo.GetCompilationTime() - jit;

        // A step on a single row is compiled apart; who takes no such steps never waits for it.
        var before = Stopwatch.GetTimestamp();
        calls.Train(inputs.AsSpan(0, reference.InputSize), targets.AsSpan(0, reference.OutputSize), labels.AsSpan(0, 1));
        var oneRow = Stopwatch.GetTimestamp();
        methods = JitInfo.GetCompiledMethodCount() - methods;

        double[] columns =
        [
            Between(start, created), Between(created, forward), Between(forward, batch), Between(batch, training),
            Between(created, training), jit.TotalMilliseconds, Between(before, oneRow), methods,
        ];
        Console.WriteLine(string.Join(' ', columns.Select(column => column.ToString(CultureInfo.InvariantCulture))));
    }

    private static double Between(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
