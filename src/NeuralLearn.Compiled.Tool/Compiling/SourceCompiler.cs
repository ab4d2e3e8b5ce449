extern alias generator;

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using generator::NeuralLearn.Compiled.Generator;

namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>Compiles C# with networks as a build of a project would: with the generator, its analyzers and the usual usings.</summary>
internal static class SourceCompiler
{
    // What a project with ImplicitUsings has, and those who write for the tool alone may leave out.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using NeuralLearn.Compiled;
        """;

    // Whatever the user's compiler takes, as far as this one knows it; lines such as #:package are those of a program of one file.
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.Preview)
        .WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    // The library was built against an older framework than the one that runs: the SDK says nothing of that either.
    private static readonly Dictionary<string, ReportDiagnostic> OfFrameworks = new(StringComparer.Ordinal)
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    /// <summary>Compiles a file.</summary>
    /// <exception cref="ToolFailure">It cannot be read.</exception>
    public static CompiledSource CompileFile(string path, CancellationToken stop = default)
    {
        try
        {
            return Compile(File.ReadAllText(path), path, stop);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure($"{path} cannot be read: {problem.Message}", inner: problem);
        }
    }

    /// <summary>Compiles a text that the tool itself wrote, from a line of words: whoever reads its errors has to see it.</summary>
    public static CompiledSource CompileOwn(string text, string path, CancellationToken stop = default)
    {
        var source = Compile(text, path, stop);
        source.OwnText = text;
        return source;
    }

    /// <summary>Compiles a text. Errors in it are no exception here: see <see cref="CompiledSource.HasErrors"/>.</summary>
    /// <param name="text">A whole file of C#.</param>
    /// <param name="path">What it is called in diagnostics.</param>
    /// <param name="stop">Ends it early.</param>
    public static CompiledSource Compile(string text, string path, CancellationToken stop = default)
    {
        var source = Parse(text, path, stop);
        var texts = WeightsFiles.Find(source, path, stop);
        var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], texts, ParseOptions)
            .RunGeneratorsAndUpdateCompilation(source, out var compilation, out var generatorDiagnostics, stop);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: stop);
        var analyzed = compilation.WithAnalyzers(Analyzers, new AnalyzerOptions(texts)).GetAnalyzerDiagnosticsAsync(stop).GetAwaiter().GetResult();
        var diagnostics = generatorDiagnostics.Concat(analyzed).Concat(emitted.Diagnostics)
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath != path)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(diagnostic => SourceDiagnostic.Of(diagnostic))
            .Distinct();
        var files = driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources)
            .ToDictionary(file => file.HintName, file => file.SourceText.ToString(), StringComparer.Ordinal);
        return new CompiledSource(path, emitted.Success ? image.ToArray() : [], [.. diagnostics], files);
    }

    /// <summary>A text as it stands, with the usual usings and references; nothing generated yet.</summary>
    public static CSharpCompilation Parse(string text, string path, CancellationToken stop = default)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path, stop);
        var usings = CSharpSyntaxTree.ParseText(SourceText.From(Usings, Encoding.UTF8), ParseOptions, "GlobalUsings.g.cs", stop);
        var isProgram = tree.GetRoot(stop).ChildNodes().OfType<GlobalStatementSyntax>().Any();
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            deterministic: true,
            specificDiagnosticOptions: OfFrameworks);
        return CSharpCompilation.Create("NeuralLearn.Compiled.ToolSource", [tree, usings], References.Value, options);
    }

    /// <summary>The framework that runs the tool, and the library: all that a network's class may need.</summary>
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return
        [
            .. trusted.Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(NetworkAttribute).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
