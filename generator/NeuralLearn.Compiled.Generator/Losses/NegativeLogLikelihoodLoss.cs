using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>-y of the class, where y are logarithms of probabilities.</summary>
internal sealed class NegativeLogLikelihoodLoss : Loss
{
    public override string Kind => "NegativeLogLikelihoodLoss";

    public override string Formula => "-y[class]";

    public override TargetKind Target => TargetKind.Labels;

    public override Prediction Prediction => Prediction.Exp;

    public override void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems)
    {
        if (output.IsKnown && (output.Axes == Axes.Indices || output.Channels < 2))
        {
            problems.Add(ShapeRules.LossDoesNotFit, loss.Index, "",
                "[NegativeLogLikelihoodLoss]", "chooses between the log-probabilities of two or more classes", outputName, output.Describe(),
                "end with [Dense(number of classes)] and [LogSoftmax]");
        }
    }

    public override LossNode Build(LossDeclaration loss, LossTerms terms) =>
        new NegativeLogLikelihoodLossNode(terms, loss.Attribute.Reals("ClassWeights"));
}
