using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>A case as attributes, one a line, as a user would write them, and what the library lacks for it.</summary>
internal sealed record TranslatedCase(
    ReferenceCase Reference,
    string ClassName,
    IReadOnlyList<string> Declaration,
    IReadOnlyList<string> Missing) : INetworkSource
{
    public const string Namespace = "ConformanceCases";

    public bool IsSupported => Missing.Count == 0;

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    /// <summary>Whether the class has a loss, so that it learns.</summary>
    public bool Learns => Reference.HasTarget;

    public string WriteText() => AdapterSource.Write(this);
}
