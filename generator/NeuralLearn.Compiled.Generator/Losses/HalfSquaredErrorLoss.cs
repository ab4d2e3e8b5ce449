using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>½ Σ (y - t)² over the outputs.</summary>
internal sealed class HalfSquaredErrorLoss : ElementLossKind
{
    public override string Kind => "HalfSquaredErrorLoss";

    public override string Formula => "½ Σ (y - t)²";

    protected override bool DividesByOutputs => false;

    protected override string ElementFormula => "½ (y - t)²";

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss) => (0.5 * (Difference * Difference), Difference);
}
