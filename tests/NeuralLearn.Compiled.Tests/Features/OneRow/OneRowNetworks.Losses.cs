namespace NeuralLearn.Compiled.Tests.Features.OneRow;

internal enum Signal
{
    Stop,
    Slow,
    Go,
}

// Every loss, over outputs that fill their panel and outputs that do not.
[Network, Input(6), Dense(20, Activation.Tanh), Dense(5), HalfSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class HalfSquared;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(16), MeanSquaredErrorLoss(Reduction = Reduction.Sum), Sgd(LearningRate = 0.01)]
internal sealed partial class Summed;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(17), MeanAbsoluteErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Absolute;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), HuberLoss(Delta = 0.5), Adam(LearningRate = 0.01)]
internal sealed partial class Huber;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(70), SmoothL1Loss(Beta = 0.4), Adam(LearningRate = 0.01)]
internal sealed partial class SmoothL1;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(7, Activation.Sigmoid), BinaryCrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class YesAndNo;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 2), Adam(LearningRate = 0.01)]
internal sealed partial class Logits;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(9, Activation.LogSoftmax), KLDivergenceLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Divergence;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(1), HingeLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Margin;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(11), HingeLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Margins;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(18), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Scores;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(2), CrossEntropyLoss(LabelSmoothing = 0.2, Reduction = Reduction.Sum), Adam(LearningRate = 0.01)]
internal sealed partial class Smoothed;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(40, Activation.LogSoftmax), NegativeLogLikelihoodLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Likelihood;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), CrossEntropyLoss, Classes(typeof(Signal)), Adam(LearningRate = 0.01)]
internal sealed partial class Signals;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), CrossEntropyLoss(IgnoreLabel = 2), Adam(LearningRate = 0.01)]
internal sealed partial class IgnoringAClass;

// Losses whose row in the mean, or whose gradient, is more than the loss of one row.
[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), CrossEntropyLoss(ClassWeights = new double[] { 1, 0.5, 2, 0 }), Adam(LearningRate = 0.01)]
internal sealed partial class WeightedClasses;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), CrossEntropyLoss(ClassWeights = new double[] { 1, 0.5, 2 }, LabelSmoothing = 0.1), Adam(LearningRate = 0.01)]
internal sealed partial class WeightedSmoothed;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), MeanSquaredErrorLoss(OutputWeights = new double[] { 1, 0.5, 2, 0 }), Adam(LearningRate = 0.01)]
internal sealed partial class WeightedOutputs;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), MeanSquaredErrorLoss(Weight = 0.3), Adam(LearningRate = 0.01)]
internal sealed partial class WeightedLoss;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(4), ExternalLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Supplied;

[Network, Input(6), Dense(3, Activation.Tanh), Dense(6), MeanSquaredErrorLoss(Target = "input"), Adam(LearningRate = 0.01)]
internal sealed partial class Itself;

[Network, Input(6), Dense(20, Activation.Tanh, Name = "body"), Dense(3), Output("one"), Dense(2, From = "body"), Output("other")]
[MeanSquaredErrorLoss(Output = "one"), MeanAbsoluteErrorLoss(Output = "other"), Adam(LearningRate = 0.01)]
internal sealed partial class TwoLosses;
