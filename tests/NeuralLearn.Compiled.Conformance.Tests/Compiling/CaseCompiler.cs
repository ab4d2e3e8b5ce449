using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Compiling;

/// <summary>
/// Compiles the classes of many cases, with what the generator adds to them, into one assembly in memory. One case that does not compile
/// must not take the others with it: it is taken out and the rest compiled again; a fault that belongs to no case is hunted by halves.
/// </summary>
internal sealed class CaseCompiler<T>(IIncrementalGenerator generator, LanguageVersion languageVersion, bool refusesWarnings = false)
    where T : class, INetworkSource
{
    private const int DiagnosticsShown = 5;

    /// <summary>All warnings of this compiler, and of later ones.</summary>
    private const int HighestWarningLevel = 9999;

    /// <summary>Only a warning by itself, but a diagnostic that a user would not get.</summary>
    private const string AnalyzerCrash = "AD0001";

    private readonly CSharpParseOptions _parseOptions = new(languageVersion);

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers =
    [
        .. generator.GetType().Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public IReadOnlyList<CompiledCase<T>> Compile(IReadOnlyList<T> cases, AssemblyLoadContext context)
    {
        if (cases.Count == 0)
        {
            return [];
        }

        var trees = cases.Select(Parse).ToList();
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: false,
            warningLevel: HighestWarningLevel);
        var source = CSharpCompilation.Create($"{TranslatedCase.Namespace}.{Guid.NewGuid():N}", trees, CaseReferences.All, options);
        var driver = CSharpGeneratorDriver
            .Create([generator.AsSourceGenerator()], parseOptions: _parseOptions)
            .RunGeneratorsAndUpdateCompilation(source, out var compilation, out _);
        var run = driver.GetRunResult();
        if (run.Results.Select(result => result.Exception).FirstOrDefault(exception => exception is not null) is { } thrown)
        {
            var where = StackFrames.OwnFrame(thrown);
            return Divide(cases, context, $"the generator threw {thrown.GetType().Name}: {thrown.Message} ({where})");
        }

        var owners = Owners(cases, trees, run);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        var errors = run.Diagnostics.Concat(Analyze(source)).Concat(emitted.Diagnostics).Where(BreaksTheBuild).ToList();
        var failures = Failures(cases, owners, run, errors);
        if (failures.Count > 0)
        {
            var rest = Compile([.. cases.Where(translated => !failures.ContainsKey(translated))], context);
            return [.. failures.Select(failure => CompiledCase<T>.Failed(failure.Key, failure.Value)), .. rest];
        }

        if (!emitted.Success || errors.Count > 0)
        {
            return Divide(cases, context, Shown(errors));
        }

        image.Position = 0;
        var assembly = context.LoadFromStream(image);
        return [.. cases.Select(Load)];

        CompiledCase<T> Load(T translated)
        {
            var adapter = assembly.GetType($"{TranslatedCase.Namespace}.{translated.AdapterName}", throwOnError: true)!;
            return new CompiledCase<T>(translated, () => (ReferenceNetwork)Activator.CreateInstance(adapter)!, null);
        }
    }

    private static Dictionary<T, string> Failures(
        IReadOnlyList<T> cases,
        Dictionary<SyntaxTree, T> owners,
        GeneratorDriverRunResult run,
        List<Diagnostic> errors)
    {
        var ownErrors = errors
            .Where(error => error.Location.SourceTree is { } tree && owners.ContainsKey(tree))
            .ToLookup(error => owners[error.Location.SourceTree!]);
        var generated = run.GeneratedTrees.Where(owners.ContainsKey).Select(tree => owners[tree]).ToHashSet();
        var failures = new Dictionary<T, string>();
        foreach (var translated in cases)
        {
            if (!generated.Contains(translated))
            {
                // Without members the adapter's errors are only noise; what the generator's own rules say, if anything, is the reason.
                var said = ownErrors[translated].Where(error => !error.Id.StartsWith("CS", StringComparison.Ordinal)).ToList();
                failures.Add(translated, $"the generator emitted nothing{(said.Count == 0 ? " and said nothing" : ": " + Shown(said))}");
            }
            else if (ownErrors[translated].Any())
            {
                failures.Add(translated, Shown([.. ownErrors[translated]]));
            }
        }

        return failures;
    }

    /// <summary>
    /// Which case a tree belongs to: its own text, generated text that declares a part of its class, or that has its name in the file
    /// name, however that is escaped.
    /// </summary>
    private static Dictionary<SyntaxTree, T> Owners(
        IReadOnlyList<T> cases, List<SyntaxTree> trees, GeneratorDriverRunResult run)
    {
        var owners = new Dictionary<SyntaxTree, T>();
        var byName = cases.ToDictionary(translated => translated.ClassName, StringComparer.Ordinal);
        for (var i = 0; i < cases.Count; i++)
        {
            owners.Add(trees[i], cases[i]);
        }

        foreach (var tree in run.GeneratedTrees)
        {
            var owner = tree.GetRoot()
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<ClassDeclarationSyntax>()
                .Select(declaration => byName.GetValueOrDefault(declaration.Identifier.ValueText))
                .FirstOrDefault(translated => translated is not null)
                ?? cases.Where(translated => Names(tree.FilePath, translated.ClassName)).MaxBy(translated => translated.ClassName.Length);
            if (owner is not null)
            {
                owners.Add(tree, owner);
            }
        }

        return owners;
    }

    private static bool Names(string path, string className) =>
        WithoutUnderscores(path).Contains(WithoutUnderscores(className), StringComparison.Ordinal);

    private static string WithoutUnderscores(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static string Shown(List<Diagnostic> diagnostics)
    {
        var lines = diagnostics.Take(DiagnosticsShown).Select(diagnostic => diagnostic.ToString() + LineOf(diagnostic));
        var more = diagnostics.Count > DiagnosticsShown ? $" ... and {diagnostics.Count - DiagnosticsShown} more" : "";
        return string.Join(Environment.NewLine + "      ", lines) + more;
    }

    private static string LineOf(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return "";
        }

        var line = tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim();
        return $" | {line}";
    }

    private bool BreaksTheBuild(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error
        || diagnostic.Id == AnalyzerCrash
        || (refusesWarnings && diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false });

    /// <summary>
    /// What is wrong with a declaration is said by analyzers beside the generator: an error of theirs breaks a user's build too.
    /// They read attributes only, so the text before generation is enough, and a small fraction of what comes after it.
    /// </summary>
    private ImmutableArray<Diagnostic> Analyze(Compilation compilation) =>
        _analyzers.IsEmpty ? [] : compilation.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    private SyntaxTree Parse(T translated) =>
        CSharpSyntaxTree.ParseText(translated.WriteText(), _parseOptions, translated.ClassName + ".cs", System.Text.Encoding.UTF8);

    private IReadOnlyList<CompiledCase<T>> Divide(IReadOnlyList<T> cases, AssemblyLoadContext context, string failure)
    {
        if (cases.Count == 1)
        {
            return [CompiledCase<T>.Failed(cases[0], failure)];
        }

        var half = cases.Count / 2;
        return [.. Compile([.. cases.Take(half)], context), .. Compile([.. cases.Skip(half)], context)];
    }
}
