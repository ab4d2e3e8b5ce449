using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;
using NeuralLearn.Compiled.Generator;

namespace NeuralLearn.Compiled.Conformance;

/// <summary>What came of a case. There is no report where it did not run: not supported, or it did not compile.</summary>
internal sealed record CaseResult(TranslatedCase Translated, CaseReport? Report, string? CompilationFailure)
{
    public bool Ran => Translated.IsSupported;

    public IReadOnlyList<string> Problems => CompilationFailure is { } failure ? [failure] : Report?.Problems ?? [];

    public bool Failed => Ran && Problems.Count > 0;
}

/// <summary>Translates, compiles and runs all cases of a set once; the tests then only look at the results.</summary>
internal sealed class ConformanceRun
{
    /// <summary>Few enough for a compilation to stay small, enough for its fixed cost not to count.</summary>
    private const int CasesPerCompilation = 40;

    private static readonly ConcurrentDictionary<string, Lazy<ConformanceRun>> Runs = new(StringComparer.Ordinal);

    private ConformanceRun(IReadOnlyList<CaseResult> results, TimeSpan duration)
    {
        Results = results;
        Duration = duration;
    }

    public IReadOnlyList<CaseResult> Results { get; }

    public TimeSpan Duration { get; }

    /// <summary>The run of a pass over the selected set with the real generator; the first caller waits for it.</summary>
    public static ConformanceRun Of(ConformancePass pass)
    {
        return Runs.GetOrAdd(pass.Name, _ => new(() => Execute(Translate(pass), pass, () => new NetworkGenerator()))).Value;
    }

    public static IReadOnlyList<TranslatedCase> Translate(ConformancePass pass)
    {
        var translator = new CaseTranslator(RuntimeSurface.Current, pass.Arithmetic);
        return [.. ReferenceSet.Selected.Cases.Select(translator.Translate)];
    }

    /// <summary>Compilations run side by side, so each asks for a generator of its own.</summary>
    public static ConformanceRun Execute(
        IReadOnlyList<TranslatedCase> cases, ConformancePass pass, Func<IIncrementalGenerator> newGenerator)
    {
        var watch = Stopwatch.StartNew();
        var context = new AssemblyLoadContext($"{TranslatedCase.Namespace} {pass.Name}", isCollectible: true);
        var results = new ConcurrentBag<CaseResult>(
            cases.Where(translated => !translated.IsSupported).Select(translated => new CaseResult(translated, null, null)));
        Parallel.ForEach(
            cases.Where(translated => translated.IsSupported).Chunk(CasesPerCompilation),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            chunk =>
            {
                foreach (var compiled in new CaseCompiler<TranslatedCase>(newGenerator(), pass.LanguageVersion).Compile(chunk, context))
                {
                    var report = compiled.Create is { } create ? CaseRunner.Run(compiled.Source.Reference, create) : null;
                    results.Add(new CaseResult(compiled.Source, report, compiled.Failure));
                }
            });
        context.Unload();
        return new ConformanceRun([.. results.OrderBy(result => result.Translated.Reference.Number)], watch.Elapsed);
    }
}
