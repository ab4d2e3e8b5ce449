namespace NeuralLearn.Compiled.Tests.Features;

[Network, Input(6, 11, Kind = InputKind.Sequence), LayerNorm, Dense(21, Activation.Tanh), LayerNorm(Affine = false), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class NormedSteps;

[Network, Input(3, 5, 4), LayerNorm, PReLU, LayerNorm(Epsilon = 0.01), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class NormedImage;

[Network, Input(6), Dense(37), BatchNorm(Name = "norm"), Apply(Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, Momentum = 0.9)]
public sealed partial class BatchNormed;

[Network, Input(4, 18, Kind = InputKind.Sequence), BatchNorm, MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class BatchNormedSteps;

[Network, Input(3, 4, 5), BatchNorm(Affine = false, Momentum = 0.3), Apply(Activation.SiLU), BatchNorm, MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class BatchNormedImage;

[Network, Input(5), Dense(9), BatchNorm(Trainable = false), Dense(2), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class FrozenBatchNorm;

[Network, Input(3, 4, 5), Standardize, ExternalLoss]
public sealed partial class StandardizedImage;

[Network, Input(7, 3, Kind = InputKind.Sequence), Standardize, Dense(2), MeanSquaredErrorLoss]
public sealed partial class StandardizedSteps;

[Network, Input(5, 4, Kind = InputKind.Sequence), Dense(3), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
public sealed partial class StepLabels;

[Network, Input(4, 3, 5), PReLU, CrossEntropyLoss(ClassWeights = new double[] { 1, 2, 0.5, 1 }), Sgd(LearningRate = 0.1)]
public sealed partial class PixelLabels;

[Network, Input(4, 3, 5), PReLU, MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class PixelValues;

[Network, Input(5, 4, Kind = InputKind.Sequence), Dense(3), MeanSquaredErrorLoss(OutputWeights = new double[] { 1, 0, 2 }), Sgd(LearningRate = 0.1)]
public sealed partial class StepValues;

[Network, Input(5, 4, Kind = InputKind.Sequence), Dense(3), Output("word"), Dense(2, From = "input"), Output("mood")]
[CrossEntropyLoss(Output = "word"), MeanSquaredErrorLoss(Output = "mood", Weight = 0.5), Sgd(LearningRate = 0.1)]
public sealed partial class TwoPerStep;
