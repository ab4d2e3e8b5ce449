using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Loader;
using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;
using NeuralLearn.Compiled.Generator;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>What came of one network of a sweep.</summary>
internal sealed record SweepResult<T>(T Source, Report Report)
    where T : class, INetworkSource;

/// <summary>Compiles many networks of the tests' own making, several at once, and checks each. A warning in one fails it.</summary>
internal sealed class NetworkSweep<T>
    where T : class, INetworkSource
{
    private readonly Dictionary<string, SweepResult<T>> _results;

    private NetworkSweep(IEnumerable<SweepResult<T>> results, TimeSpan duration)
    {
        _results = results.ToDictionary(result => result.Source.ClassName, StringComparer.Ordinal);
        Duration = duration;
    }

    public TimeSpan Duration { get; }

    public IReadOnlyCollection<SweepResult<T>> Results => _results.Values;

    public SweepResult<T> this[string className] => _results[className];

    public static NetworkSweep<T> Execute(
        IEnumerable<T> networks, int perCompilation, ConformancePass pass, Action<T, Func<ReferenceNetwork>, Report> check)
    {
        var watch = Stopwatch.StartNew();
        var results = new ConcurrentBag<SweepResult<T>>();
        Parallel.ForEach(
            networks.Chunk(perCompilation),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            chunk =>
            {
                // A context of its own: the machine code of a thousand networks need not stay until the last is done.
                var context = new AssemblyLoadContext($"{TranslatedCase.Namespace} {chunk[0].ClassName}", isCollectible: true);
                var compiler = new CaseCompiler<T>(new NetworkGenerator(), pass.LanguageVersion, refusesWarnings: true);
                foreach (var compiled in compiler.Compile(chunk, context))
                {
                    results.Add(new SweepResult<T>(compiled.Source, Check(compiled, check)));
                }

                context.Unload();
            });
        return new NetworkSweep<T>(results, watch.Elapsed);
    }

    private static Report Check(CompiledCase<T> compiled, Action<T, Func<ReferenceNetwork>, Report> check)
    {
        var report = new Report();
        if (compiled.Create is not { } create)
        {
            report.Require(false, compiled.Failure!);
            return report;
        }

        try
        {
            check(compiled.Source, create, report);
            report.Require(report.Comparisons > 0, "nothing was compared");
        }
#pragma warning disable CA1031 // Whatever an emitted network throws is a result, not the end of the sweep.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            report.Require(false, $"{exception.GetType().Name}: {exception.Message} ({StackFrames.OwnFrame(exception)})");
        }

        return report;
    }
}
