using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>|y - t|; its derivative at 0 is 0.</summary>
internal sealed class MeanAbsoluteErrorLoss : ElementLossKind
{
    public override string Kind => "MeanAbsoluteErrorLoss";

    public override string Formula => "mean of |y - t|";

    protected override string ElementFormula => "|y - t|";

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss) => (Call(MathFunction.Abs, Difference), Sign(Difference));
}
