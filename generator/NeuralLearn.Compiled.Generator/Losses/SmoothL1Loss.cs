using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>½ d² / β below β, |d| - ½ β from there on, d = y - t; with β = 0 the absolute error.</summary>
internal sealed class SmoothL1Loss : ElementLossKind
{
    public override string Kind => "SmoothL1Loss";

    public override string Formula => "mean of ½ (y - t)² / beta, |y - t| - ½ beta from beta on";

    protected override string ElementFormula => "½ (y - t)² / beta, |y - t| - ½ beta from beta on";

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems) =>
        problems.InRange(loss.Index, loss.Attribute, "Beta", value => value >= 0, "a finite number, 0 or more");

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss)
    {
        var beta = loss.Attribute.Real("Beta", 1);
        var distance = Call(MathFunction.Abs, Difference);
        if (beta == 0)
        {
            return (distance, Sign(Difference));
        }

        return (
            Select(Comparison.LessThan, distance, beta, 0.5 * (Difference * Difference) / beta, distance - (0.5 * beta)),
            Select(Comparison.LessThan, distance, beta, Difference / beta, Sign(Difference)));
    }
}
