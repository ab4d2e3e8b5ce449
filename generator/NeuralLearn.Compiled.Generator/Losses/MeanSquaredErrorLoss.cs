using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>(y - t)², averaged over the outputs; with Reduction.Sum added up over them.</summary>
internal sealed class MeanSquaredErrorLoss : ElementLossKind
{
    public override string Kind => "MeanSquaredErrorLoss";

    public override string Formula => "mean of (y - t)²";

    protected override string ElementFormula => "(y - t)²";

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss) => (Difference * Difference, 2.0 * Difference);
}
