using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>
/// One output: max(0, 1 - t y), t = ±1. Several: PyTorch's MultiMarginLoss with p = 1 and a margin of 1, Σ max(0, 1 - y[class] + y) / K
/// (Crammer and Singer 2001, summed as in Weston and Watkins 1999).
/// </summary>
internal sealed class HingeLoss : Loss
{
    public override string Kind => "HingeLoss";

    public override string Formula => "max(0, 1 - margin)";

    public override TargetKind Target => TargetKind.Labels;

    public override double? YesFrom => 0;

    public override TargetKind TargetFor(int outputSize) => outputSize == 1 ? TargetKind.Values : TargetKind.Labels;

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems)
    {
        if (output.IsKnown && output.Axes != Axes.Vector)
        {
            problems.Add(ShapeRules.LossDoesNotFit, loss.Index, "",
                "[HingeLoss]", "takes one score, or one per class", outputName, output.Describe(), "end with [Dense(1)] or [Dense(number of classes)]");
        }
    }

    public override LossNode Build(LossDeclaration loss, LossTerms terms)
    {
        if (terms.Output.Size > 1)
        {
            return new MarginLossNode(terms);
        }

        Expr y = Variable("y"), t = Variable("t");
        var slack = 1.0 - (t * y);
        return new ElementLossNode(Kind, terms, Call(MathFunction.Relu, slack), Select(Comparison.GreaterThan, slack, 0.0, 0.0 - t, 0.0),
            1, "max(0, 1 - t y)", null);
    }
}
