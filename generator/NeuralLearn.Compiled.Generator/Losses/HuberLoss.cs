using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>½ d² up to δ, δ (|d| - ½ δ) beyond, d = y - t.</summary>
internal sealed class HuberLoss : ElementLossKind
{
    public override string Kind => "HuberLoss";

    public override string Formula => "mean of ½ (y - t)², linear beyond delta";

    protected override string ElementFormula => "½ (y - t)², linear beyond delta";

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems) =>
        problems.InRange(loss.Index, loss.Attribute, "Delta", value => value > 0, "a finite number greater than 0");

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss)
    {
        var delta = loss.Attribute.Real("Delta", 1);
        var distance = Call(MathFunction.Abs, Difference);
        return (
            Select(Comparison.LessThanOrEqual, distance, delta, 0.5 * (Difference * Difference), delta * (distance - (0.5 * delta))),
            Select(Comparison.LessThanOrEqual, distance, delta, Difference, delta * Sign(Difference)));
    }
}
