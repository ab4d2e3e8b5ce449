using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>Σ t (ln t - y), 0 where t is 0; averaged over rows only, which is the divergence (PyTorch's batchmean).</summary>
internal sealed class KLDivergenceLoss : ElementLossKind
{
    public override string Kind => "KLDivergenceLoss";

    public override string Formula => "Σ t (ln t - y)";

    public override Prediction Prediction => Prediction.Exp;

    protected override bool DividesByOutputs => false;

    protected override string ElementFormula => "t (ln t - y)";

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss) =>
        (Select(Comparison.GreaterThan, T, 0.0, T * (Call(MathFunction.Log, T) - Y), 0.0), 0.0 - T);
}
