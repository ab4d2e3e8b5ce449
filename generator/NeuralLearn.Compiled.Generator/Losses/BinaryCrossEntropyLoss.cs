using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>-t ln y - (1 - t) ln(1 - y), each logarithm at least -100 as in PyTorch, so that a certain wrong answer costs 100 and not ∞.</summary>
internal sealed class BinaryCrossEntropyLoss : ElementLossKind
{
    public override string Kind => "BinaryCrossEntropyLoss";

    public override string Formula => "mean of -t ln y - (1 - t) ln(1 - y)";

    public override double? YesFrom => 0.5;

    protected override string ElementFormula => "-t ln y - (1 - t) ln(1 - y)";

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss)
    {
        static Expr Limited(Expr logarithm) => Select(Comparison.LessThan, logarithm, -100.0, -100.0, logarithm);
        var yes = T * Limited(Call(MathFunction.Log, Y));
        var no = (1.0 - T) * Limited(Call(MathFunction.Log, 1.0 - Y));
        var variance = Y * (1.0 - Y);
        return (0.0 - (yes + no), Difference / Select(Comparison.LessThan, variance, 1e-12, 1e-12, variance));
    }
}
