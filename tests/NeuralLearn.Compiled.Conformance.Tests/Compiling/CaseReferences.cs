using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Compiling;

/// <summary>What the text of a case refers to: the framework, the library, and the tests' own type behind which networks are.</summary>
internal static class CaseReferences
{
    public static ImmutableArray<MetadataReference> All { get; } = Find();

    private static ImmutableArray<MetadataReference> Find()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. trusted
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(NetworkAttribute).Assembly.Location)
                .Append(typeof(ReferenceNetwork).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
