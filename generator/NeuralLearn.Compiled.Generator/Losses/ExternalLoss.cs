using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>The caller supplies ∂loss/∂output.</summary>
internal sealed class ExternalLoss : Loss
{
    public override string Kind => "ExternalLoss";

    public override string Formula => "the caller's ∂loss/∂output";

    public override TargetKind Target => TargetKind.Gradient;

    public override LossNode Build(LossDeclaration loss, LossTerms terms) => new ExternalLossNode(terms);
}
