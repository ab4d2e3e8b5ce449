using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>½ Σ (y - t)² over the outputs.</summary>
internal sealed class HalfSquaredErrorLoss : Loss
{
    public override string Kind => "HalfSquaredErrorLoss";

    public override string Formula => "½ Σ (y - t)²";

    public override TargetKind Target => TargetKind.Values;

    public override LossNode Build(LossDeclaration loss, Value output)
    {
        var difference = Expr.Variable("y") - Expr.Variable("t");
        return new ElementLossNode(Kind, output, loss.Reduction, 0.5 * (difference * difference), difference, 1, Formula);
    }
}
