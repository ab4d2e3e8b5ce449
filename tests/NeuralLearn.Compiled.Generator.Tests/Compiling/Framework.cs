using Microsoft.CodeAnalysis;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>What the samples are compiled against.</summary>
internal static class Framework
{
    /// <summary>The reference assemblies of .NET and the runtime library.</summary>
    public static IReadOnlyList<MetadataReference> Modern { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "*.dll")
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
    ];

    /// <summary>The same without vectors of 512 bits, as before .NET 8.</summary>
    public static IReadOnlyList<MetadataReference> WithoutVector512 { get; } =
        [.. Modern.Where(reference => Path.GetFileName(reference.Display) != "System.Runtime.Intrinsics.dll")];
}
