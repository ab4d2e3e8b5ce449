using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Conformance;

/// <summary>
/// One run over all cases. The two passes differ in the arithmetic, and in the language version that the emitted code is compiled
/// with: a user may have either, and what does not compile says so by itself.
/// </summary>
internal sealed record ConformancePass(string Name, string? Arithmetic, LanguageVersion LanguageVersion)
{
    public static ConformancePass Default { get; } = new("default", null, LanguageVersion.Latest);

    public static ConformancePass Portable { get; } = new("portable", "Portable", LanguageVersion.CSharp9);

    public static IReadOnlyList<ConformancePass> All { get; } = [Default, Portable];

    public static ConformancePass Named(string name) => All.First(pass => pass.Name == name);
}
