using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NeuralLearn.Compiled.Generator.Analyzers;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>A user's project: its files and settings.</summary>
internal sealed record UserProject(params string[] Files)
{
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public DocumentationMode Documentation { get; init; } = DocumentationMode.Parse;

    public bool CheckOverflow { get; init; }

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public IReadOnlyList<MetadataReference> References { get; init; } = Framework.Modern;

    /// <summary>MSBuild's properties, as far as the package shows them to the analyzer.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Its weights files.</summary>
    public IReadOnlyList<WeightsFile> Weights { get; init; } = [];

    private ImmutableArray<AdditionalText> Texts => [.. Weights.SelectMany(file => file.Texts())];

    public CSharpParseOptions ParseOptions => new(Language, Documentation);

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Sample",
        Files.Select((text, index) => Parse(text, $"File{index}.cs")),
        References,
        new CSharpCompilationOptions(
            Output, nullableContextOptions: Nullable, checkOverflow: CheckOverflow, allowUnsafe: false, warningLevel: 9999));

    public SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    public Generated Generate()
    {
        var before = Compile();
        var driver = Driver().RunGeneratorsAndUpdateCompilation(before, out var after, out _);
        return new Generated(before, (CSharpCompilation)after, driver.GetRunResult());
    }

    public GeneratorDriver Driver(bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        additionalTexts: Texts,
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: trackSteps));

    /// <summary>What the analyzers say, in the order of the source. An exception inside one comes back as AD0001.</summary>
    /// <param name="compilation">The project's.</param>
    /// <param name="properties">MSBuild's; none for a project whose properties the analyzer does not see.</param>
    /// <param name="weights">The project's weights files.</param>
    public static IReadOnlyList<Diagnostic> Analyze(Compilation compilation, IReadOnlyDictionary<string, string>? properties = null, IReadOnlyList<WeightsFile>? weights = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. (weights ?? []).SelectMany(file => file.Texts())], new BuildProperties(properties ?? new Dictionary<string, string>())), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return
        [
            .. compilation.WithAnalyzers([new NetworkAnalyzer(), new UseSiteAnalyzer()], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.GetMessage(null), StringComparer.Ordinal),
        ];
    }
}

/// <summary>A project after the generator has run.</summary>
internal sealed record Generated(CSharpCompilation Before, CSharpCompilation After, GeneratorDriverRunResult Result)
{
    public ImmutableArray<GeneratedSourceResult> Files => Result.Results.Single().GeneratedSources;

    /// <summary>The compiler's messages about user's and emitted code together, without hidden ones.</summary>
    public IReadOnlyList<Diagnostic> Messages => [.. After.GetDiagnostics().Where(message => message.Severity != DiagnosticSeverity.Hidden)];

    public IReadOnlyList<Diagnostic> Errors => [.. After.GetDiagnostics().Where(message => message.Severity == DiagnosticSeverity.Error)];

    /// <summary>Asserts that there is neither an error nor a warning anywhere.</summary>
    public void AssertClean()
    {
        Assert.Null(Result.Results.Single().Exception);
        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var emitted = After.Emit(image, xmlDocumentationStream: documentation);
        var messages = emitted.Diagnostics.Where(message => message.Severity != DiagnosticSeverity.Hidden).ToList();
        Assert.True(messages.Count == 0, string.Join("\n", messages.Take(10).Select(Describe)));
        Assert.True(emitted.Success);
    }

    /// <summary>A message with the line it is about, for the test's output.</summary>
    public static string Describe(Diagnostic message)
    {
        var position = message.Location.GetLineSpan();
        var line = message.Location.SourceTree?.GetText().Lines[position.StartLinePosition.Line].ToString().Trim();
        return $"{message.Id} {position}: {message.GetMessage(null)} | {line}";
    }
}
