using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>ln(1 + e^y) - y t; with a weight w of positive answers (1 - t) y + (1 + (w - 1) t) ln(1 + e^-y).</summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : ElementLossKind
{
    public override string Kind => "BinaryCrossEntropyWithLogitsLoss";

    public override string Formula => "mean of ln(1 + e^y) - y t";

    public override Prediction Prediction => Prediction.Sigmoid;

    public override double? YesFrom => 0;

    protected override string ElementFormula => "ln(1 + e^y) - y t";

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems) =>
        problems.InRange(loss.Index, loss.Attribute, "PositiveWeight", value => value > 0, "a finite number greater than 0");

    protected override (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss)
    {
        var weight = loss.Attribute.Real("PositiveWeight", 1);
        var probability = Call(MathFunction.Sigmoid, Y);
        if (weight == 1)
        {
            return (Call(MathFunction.Softplus, Y) - (Y * T), probability - T);
        }

        var share = 1.0 + ((weight - 1) * T);
        return (((1.0 - T) * Y) + (share * Call(MathFunction.Softplus, 0.0 - Y)), (1.0 - T) - (share * (1.0 - probability)));
    }
}
