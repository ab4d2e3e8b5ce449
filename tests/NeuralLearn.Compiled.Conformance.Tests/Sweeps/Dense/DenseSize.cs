using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Dense;

/// <summary>
/// A network of one dense layer. Its loss is the caller's, so that what flows back is the upstream gradient itself and nothing but the
/// layer's own sums rounds.
/// </summary>
internal sealed record DenseSize(int Inputs, int Outputs, ConformancePass Pass) : INetworkSource
{
    public string ClassName { get; } = NameOf(Inputs, Outputs);

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    private string Network => Pass.Arithmetic is { } arithmetic ? $"[Network(Arithmetic = Arithmetic.{arithmetic})]" : "[Network]";

    /// <summary>Of one length, as a name that begins another's could not be told from it in the names of emitted files.</summary>
    public static string NameOf(int inputs, int outputs) => FormattableString.Invariant($"From{inputs:D3}To{outputs:D3}");

    public string WriteText() =>
        LearningAdapter.Write(ClassName, [Network, $"[Input({Inputs}), Dense({Outputs}), ExternalLoss]"], takesLabels: false);
}
