using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>The pages that are written for readers.</summary>
internal static class Pages
{
    /// <summary>Those at the top and all below docs, with paths as a link from the top would have them.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
        .Concat(Files("docs")).Concat(Files("samples")).Concat(Files("tests"))
        .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(DocumentationPage.Root, file)), StringComparer.Ordinal);

    /// <summary>Those whose blocks of C# compile: docs/layers.md and the diagnostics have tests of their own.</summary>
    public static IReadOnlyList<CodeBlock> Blocks { get; } =
    [
        .. All.Where(page => !page.Key.StartsWith("docs/diagnostics/", StringComparison.Ordinal) && page.Key is not ("docs/layers.md" or "docs/generated/README.md"))
            .SelectMany(page => CodeBlock.Of(page.Key, page.Value)),
    ];

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(DocumentationPage.Root, folder), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(DocumentationPage.Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);
}
