using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Compiling;

/// <summary>A case's network, ready to be created, or why it is not.</summary>
internal sealed record CompiledCase(TranslatedCase Translated, Func<ReferenceNetwork>? Create, string? Failure)
{
    public static CompiledCase Failed(TranslatedCase translated, string failure) => new(translated, null, failure);
}
