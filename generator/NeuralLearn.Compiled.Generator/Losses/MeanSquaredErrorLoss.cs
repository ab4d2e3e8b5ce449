using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>(y - t)², averaged over the outputs; with Reduction.Sum added up over them.</summary>
internal sealed class MeanSquaredErrorLoss : Loss
{
    public override string Kind => "MeanSquaredErrorLoss";

    public override string Formula => "mean of (y - t)²";

    public override TargetKind Target => TargetKind.Values;

    public override LossNode Build(LossDeclaration loss, Value output)
    {
        // PyTorch divides by rows × outputs for the mean and by nothing for the sum.
        var scale = loss.Reduction == Reduction.Mean ? 1.0 / output.Size : 1.0;
        var difference = Expr.Variable("y") - Expr.Variable("t");
        return new ElementLossNode(Kind, output, loss.Reduction, difference * difference, 2.0 * difference, scale,
            loss.Reduction == Reduction.Mean ? $"1/{output.Size} Σ (y - t)²" : "Σ (y - t)²");
    }
}
