using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Benchmarks.Compiler;
using NeuralLearn.Compiled.Benchmarks.Measuring;
using NeuralLearn.Compiled.Generator;
using NeuralLearn.Compiled.Generator.Analyzers;

namespace NeuralLearn.Compiled.Benchmarks.Tables;

/// <summary>What a keystroke costs in a project with ten networks, beside a generator that looks for the same attribute and does nothing.</summary>
internal static class CompilerTable
{
    public const string ChildArgument = "compiler-child";

    /// <summary>What an edit somewhere else may cost against the empty generator: nothing but reading the declarations.</summary>
    private const double MostOfEmpty = 1.5;

    private const double MostMilliseconds = 15, MostNanosecondsOfCall = 1000;

    /// <summary>What a thousand edits may leave in memory.</summary>
    private const double MostMegabytes = 8;

    // An IDE has long compiled what it runs all day: measured is what remains after that.
    private const int WarmUp = 300, ManyCalls = 5000;

    private static readonly List<string> Missed = [];

    /// <summary>The exit code: 1 where a limit is missed.</summary>
    /// <param name="options">"--smoke": a few turns, which show that all of it runs, and no limits.</param>
    public static int Run(string[] options)
    {
        if (options is not ([] or ["--smoke"]))
        {
            Console.Error.WriteLine("compiler takes no option but --smoke");
            return 1;
        }

        var smoke = options.Length > 0;
        var turns = smoke ? 3 : 300;
        var project = new Project(functions: false);
        Console.WriteLine("Keystrokes in a project of ten networks of about ten attributes");
        var (own, empty) = Unrelated(project, turns);
        Row("an edit of another file, the empty generator", empty, "ms");
        Row("the same, this generator", own, "ms");
        Row("ratio", own / empty, "", MostOfEmpty);
        (own, empty) = Unrelated(new Project(functions: true), turns);
        Row("ratio where two networks have functions of their own", own / empty, "");
        var changed = Changed(project, turns);
        Row("an edit of one network, the least", changed.Min(), "ms");
        Row("the middle", Middle(changed), "ms", MostMilliseconds);
        Row("first run in a new process", double.Parse(Child.Run([ChildArgument])[^1], CultureInfo.InvariantCulture), "ms");
        Row("memory after 1000 edits, less that after 100", Memory(project, smoke ? 1 : 100), "MB", MostMegabytes);
        Row("the declarations' analyzer, all ten networks", Analyzed(new NetworkAnalyzer(), project.WithUnrelatedEdit(0), smoke ? 1 : 20) / 1e6, "ms");

        // Analyzers that look at calls: what they cost where a call is no network's.
        foreach (var analyzer in typeof(NetworkAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract && type != typeof(NetworkAnalyzer)).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            Row(analyzer.Name + ", a call that is no network's", PerCall((DiagnosticAnalyzer)Activator.CreateInstance(analyzer)!, project, smoke ? 1 : 20), "ns", MostNanosecondsOfCall);
        }

        Console.WriteLine($"  missed: {string.Join(", ", Missed.DefaultIfEmpty("none"))}");
        return smoke || Missed.Count == 0 ? 0 : 1;
    }

    /// <summary>What the child process does.</summary>
    public static int RunChild()
    {
        var compilation = new Project(functions: true).WithUnrelatedEdit(0);
        var driver = Project.Driver(new NetworkGenerator());
        var start = Stopwatch.GetTimestamp();
        driver.RunGenerators(compilation);
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Row(string what, double value, string unit, double? most = null)
    {
        Console.WriteLine($"  {what,-54}{value,12:F3} {unit,-3}" + (most is { } limit ? $" at most {limit:F1}" : ""));
        if (value > most)
        {
            Missed.Add(what);
        }
    }

    /// <summary>Both generators take turns, each with a compilation of its own in which nothing is bound yet; the least of each.</summary>
    private static (double Own, double Empty) Unrelated(Project project, int turns)
    {
        var drivers = new[] { Project.Driver(new NetworkGenerator()), Project.Driver(new EmptyGenerator()) };
        var times = new List<double>[] { [], [] };
        for (var turn = 0; turn < turns + WarmUp; turn++)
        {
            for (var which = 0; which < drivers.Length; which++)
            {
                var place = (turn + which) % drivers.Length;
                drivers[place] = Timed(drivers[place], project.WithUnrelatedEdit(turn), turn < WarmUp ? null : times[place]);
            }
        }

        return (times[0].Min(), times[1].Min());
    }

    private static List<double> Changed(Project project, int turns)
    {
        var driver = Project.Driver(new NetworkGenerator()).RunGenerators(project.WithUnrelatedEdit(0));
        var times = new List<double>();
        for (var turn = 0; turn < turns + WarmUp; turn++)
        {
            // Each network is edited for a while. Where the next one's turn begins, this one gets its first size back: two changes, not measured.
            driver = Timed(driver, project.WithChangedNetwork(turn / 30 % 10, 17 + (turn % 5)), turn < WarmUp || (turn % 30 == 0 && turns > 30) ? null : times);
        }

        return times;
    }

    private static double Memory(Project project, int hundredth)
    {
        var driver = Project.Driver(new NetworkGenerator());
        long after = 0;
        for (var edit = 0; edit < 10 * hundredth; edit++)
        {
            driver = driver.RunGenerators(edit % 2 == 0 ? project.WithUnrelatedEdit(edit) : project.WithChangedNetwork(edit % 10, 17 + (edit % 7)));
            if (edit == hundredth)
            {
                after = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - after;
        GC.KeepAlive(driver);
        return growth / (double)(1 << 20);
    }

    private static double PerCall(DiagnosticAnalyzer analyzer, Project project, int turns) =>
        Math.Max(0, Analyzed(analyzer, project.WithCalls(ManyCalls), turns) - Analyzed(analyzer, project.WithCalls(0), turns)) / ManyCalls;

    /// <summary>Nanoseconds inside an analyzer; the least of some runs.</summary>
    private static double Analyzed(DiagnosticAnalyzer analyzer, CSharpCompilation compilation, int turns)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        return Enumerable.Range(0, turns).Min(_ =>
        {
            var run = compilation.Clone().WithAnalyzers([analyzer], options);
            run.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
            return run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalNanoseconds;
        });
    }

    private static GeneratorDriver Timed(GeneratorDriver driver, CSharpCompilation compilation, List<double>? times)
    {
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        times?.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return driver;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
