using NeuralLearn.Compiled.Benchmarks.Calls;
using NeuralLearn.Compiled.Benchmarks.Measuring;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>
/// Every reference network by every implementation on one core: nanoseconds per call, the least and the middle of many repeats. Results
/// are compared before anything is timed.
/// </summary>
internal static class QuickTable
{
    private const int SmokeRepeats = 2;
    private const int SmokeCalls = 3;

    public static int Run(string[] arguments)
    {
        if (QuickOptions.Parse(arguments) is not { } options)
        {
            return 1;
        }

        using var pytorch = options.Smoke ? null : PythonProcess.Start("pytorch");
        using var onnxRuntime = options.Smoke ? null : PythonProcess.Start("onnxruntime");
        if (options.Csv)
        {
            Console.WriteLine(Cell.Header);
        }
        else
        {
            Console.WriteLine($"This core, {Peaks.Description}: {Peaks.MultiplyAdds:F1} multiply-adds per ns.");
            Console.WriteLine();
        }

        foreach (var reference in Reference.All.Concat(LayerReference.Layered).Where(reference => options.Networks.Count == 0 || options.Networks.Contains(reference.Name)))
        {
            List<Implementation> implementations = [.. InThisProcess(reference, options)];
            if (pytorch is not null)
            {
                implementations.Add(new PythonPeer(reference, pytorch, trains: true));
            }

            if (onnxRuntime is not null && reference is not LayerReference)
            {
                implementations.Add(new PythonPeer(reference, onnxRuntime, trains: false));
            }

            var parameters = reference.Parameters();
            if (!Agreement.Holds(reference, implementations, parameters))
            {
                return 1;
            }

            if (!options.Smoke)
            {
                Timing.WarmUp([.. implementations.OfType<InProcess>().SelectMany(implementation =>
                    reference.Metrics.Select(metric => (Action<long>)(count => implementation.Repeat(metric, count))))]);
            }

            List<Cell> cells = [.. reference.Metrics.SelectMany(metric => Measure(reference, implementations, metric, parameters, options.Smoke))];
            implementations.ForEach(implementation => implementation.Dispose());
            if (options.Csv)
            {
                cells.ForEach(Console.WriteLine);
            }
            else
            {
                QuickReport.Print(reference, cells);
            }
        }

        return 0;
    }

    /// <summary>The emitted network by its name.</summary>
    public static InProcess Emitted(Reference reference) => reference.Name switch
    {
        "xor" => new Compiled<XorCalls>(reference),
        "npc" => new Compiled<NpcCalls>(reference),
        "sensor" => new Compiled<SensorCalls>(reference),
        "control" => new Compiled<ControlCalls>(reference),
        "digits" => new Compiled<DigitsCalls>(reference),
        "cnn" => new Compiled<CnnCalls>(reference),
        "gru16" => new Compiled<Gru16Calls>(reference),
        "rtn" => new Compiled<RtnCalls>(reference),
        "lstm16" => new Compiled<Lstm16Calls>(reference),
        _ => throw new ArgumentException("There is no network " + reference.Name, nameof(reference)),
    };

    private static IEnumerable<InProcess> InThisProcess(Reference reference, QuickOptions options)
    {
        yield return Emitted(reference);
        var layered = reference as LayerReference;
        yield return layered is null ? new CSharpLoops(reference) : new LayerLoops(layered, new LoopArithmetic());
        yield return layered is null ? new TensorPrimitivesLoops(reference) : new LayerLoops(layered, new PrimitiveArithmetic());
        foreach (var name in (layered?.Peers ?? ["plain", "tiled"]).Where(name => options.Tiled || name != "tiled"))
        {
            if (CPeer.Build(reference, name, out var problem) is { } peer)
            {
                yield return peer;
            }
            else
            {
                Console.Error.WriteLine($"{name}-c is left out of {reference.Name}: {problem}");
            }
        }
    }

    /// <summary>Implementations take turns, so that a slow moment of the machine meets all of them.</summary>
    private static List<Cell> Measure(Reference reference, List<Implementation> implementations, Metric metric, float[] parameters, bool smoke)
    {
        var runs = implementations.OfType<InProcess>().Select(implementation => new Turns(implementation, metric, parameters, smoke)).ToList();
        for (var repeat = 0; repeat < (smoke ? SmokeRepeats : Timing.Repeats); repeat++)
        {
            runs.ForEach(run => run.Take());
        }

        var cells = runs.Select(run => run.ToCell(reference.Name)).ToList();
        cells.AddRange(implementations.OfType<PythonPeer>().Select(peer => peer.Measure(metric)).OfType<Cell>());
        return cells;
    }

    private sealed class Turns
    {
        private readonly InProcess _implementation;
        private readonly Metric _metric;
        private readonly Action<long> _repeat;
        private readonly long _count;
        private readonly List<double> _times = new(Timing.Repeats);
        private long _allocated;

        public Turns(InProcess implementation, Metric metric, float[] parameters, bool smoke)
        {
            _implementation = implementation;
            _metric = metric;
            _repeat = count => implementation.Repeat(metric, count);
            implementation.Load(parameters);
            _count = smoke ? SmokeCalls : Timing.Calibrate(_repeat);
        }

        public void Take()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _times.Add(Timing.Time(_repeat, _count) / _count);
            _allocated = Math.Max(_allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        public Cell ToCell(string network)
        {
            _times.Sort();

            // Rounded up: one byte in a thousand calls is not none.
            var allocated = (_allocated + _count - 1) / _count;
            return new Cell(network, _implementation.Name, _metric, _times[0], _times[_times.Count / 2], allocated);
        }
    }
}
