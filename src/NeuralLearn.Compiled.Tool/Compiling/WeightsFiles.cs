using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>
/// The weights files that a source's classes bake in, as the texts that a build gives the compiler. A build takes those of the project's folder;
/// here that is the folder of the nearest project file around the source, and the source's own where there is none.
/// </summary>
internal static class WeightsFiles
{
    private const string Ending = ".safetensors";

    /// <summary>A file of no tensors: what is to be known of a file that no class names is its name.</summary>
    private static readonly byte[] Unread = [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];

    /// <summary>The folder whose files a source may name.</summary>
    public static string FolderOf(string source)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(source))!;
        for (var folder = own; folder is not null && Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (HasProject(folder))
            {
                return folder;
            }
        }

        return own;
    }

    /// <summary>Two texts for each file; none, and no search, where no class names a file.</summary>
    /// <param name="source">What will be compiled.</param>
    /// <param name="path">Of its file.</param>
    /// <param name="stop">Ends it early.</param>
    public static ImmutableArray<AdditionalText> Find(CSharpCompilation source, string path, CancellationToken stop)
    {
        var names = NamesIn(source, stop);
        if (names.Count == 0)
        {
            return [];
        }

        var folder = FolderOf(path);
        var files = names.Select(name => Path.GetFullPath(Path.Combine(folder, name))).Where(File.Exists).Concat(Below(folder, stop))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(file => (file, ""));
        var plan = WeightsPlan.Of(files, folder, OperatingSystem.IsWindows());
        return [.. plan.Entries.SelectMany(entry => Texts(entry, names))];
    }

    /// <summary>What stands behind Weights in attributes, as classes write it and with slashes.</summary>
    private static HashSet<string> NamesIn(CSharpCompilation source, CancellationToken stop)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in source.SyntaxTrees)
        {
            foreach (var argument in tree.GetRoot(stop).DescendantNodes().OfType<AttributeArgumentSyntax>())
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == nameof(NetworkAttribute.Weights)
                    && source.GetSemanticModel(tree).GetConstantValue(argument.Expression, stop) is { HasValue: true, Value: string { Length: > 0 } name }
                    && !name.Contains('\0', StringComparison.Ordinal))
                {
                    names.Add(name.Replace('\\', '/'));
                }
            }
        }

        return names;
    }

    private static bool HasProject(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.csproj").Any();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>As a project's items: not in folders with a dot in front, and not what a build has left, wherever it is.</summary>
    private static FileSystemEnumerable<string> Below(string folder, CancellationToken stop) =>
        new(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
            {
                stop.ThrowIfCancellationRequested();

                // A link may lead to a folder around it.
                return !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.FileName is not ("bin" or "obj" or ['.', ..]);
            },
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName.EndsWith(Ending, StringComparison.OrdinalIgnoreCase),
        };

    private static IEnumerable<AdditionalText> Texts(WeightsPlan.Entry entry, HashSet<string> names)
    {
        // Some that are read are not meant; which one is, and whether it is one alone, the compiler says.
        var isNamed = names.Any(name => ("/" + entry.Name).EndsWith("/" + (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name), StringComparison.Ordinal));
        var text = isNamed ? WeightsText.Read(entry.Name, entry.Path) : WeightsText.Read(entry.Name, new MemoryStream(Unread, writable: false));
        yield return new InMemory(entry.Header, text.Header);
        yield return new InMemory(entry.Payload, text.Payload ?? "");
    }

    private sealed class InMemory(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
