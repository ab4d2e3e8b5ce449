using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>log Σ e^z - z of the class; the gradient is softmax(z) - target.</summary>
internal sealed class CrossEntropyLoss : Loss
{
    public override string Kind => "CrossEntropyLoss";

    public override string Formula => "log Σ e^z - z[class]";

    public override TargetKind Target => TargetKind.Classes;

    public override Prediction Prediction => Prediction.Softmax;

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems)
    {
        problems.InRange(loss.Index, loss.Attribute, "LabelSmoothing", value => value is >= 0 and < 1, "at least 0 and less than 1");
        if (!output.IsKnown)
        {
            return;
        }

        if (output.Axes == Axes.Indices || output.Channels < 2)
        {
            problems.Add(ShapeRules.LossDoesNotFit, loss.Index, "",
                "[CrossEntropyLoss]", "chooses between the scores of two or more classes", outputName, output.Describe(),
                "end with [Dense(number of classes)]");
        }
    }

    public override LossNode Build(LossDeclaration loss, LossTerms terms) =>
        new CrossEntropyLossNode(terms, loss.Attribute.Real("LabelSmoothing"), loss.Attribute.Reals("ClassWeights"));
}
