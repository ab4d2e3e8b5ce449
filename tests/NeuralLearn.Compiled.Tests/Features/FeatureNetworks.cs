namespace NeuralLearn.Compiled.Tests.Features;

[Network, Input(50), Dropout(0.3, Name = "drop"), Dense(7, Activation.Tanh), Dropout(0.5), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Dropping;

[Network, Input(50), Dense(7, Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Keeping;

[Network, Input(6), Dense(40, Activation.Tanh, Trainable = false), Dense(9, Activation.GELU, LearningRateScale = 0.1), Dense(4, Trainable = false)]
[Dense(3, LearningRateScale = 3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class PartlyFrozen;

[Network, Input(6), Dense(40, Activation.Tanh), Dense(9, Activation.GELU), Dense(4), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Unfrozen;

public enum Gesture
{
    Wave,
    Fist,
    Point,
}

[Network, Input(4), Dense(8, Activation.Tanh), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.02), Classes(typeof(Gesture))]
public sealed partial class Gestures;

[Network, Input(4), Dense(3, Activation.LogSoftmax), NegativeLogLikelihoodLoss(IgnoreLabel = -1), Classes("idle", "walk", "run")]
public sealed partial class Gaits;

[Network, Input(4, Name = "here"), Input(3, Name = "there"), Dense(6, Activation.Tanh, From = "here"), Output("hidden"), Concat("dense1", "there"), Dense(2), Output("result")]
[MeanSquaredErrorLoss(Output = "result"), MeanAbsoluteErrorLoss(Output = "hidden", Weight = 0.25), Sgd(LearningRate = 0.1)]
public sealed partial class ReadOn;

[Network, Input(6), Dense(5, Init = Init.GlorotUniform), Dense(64, Init = Init.GlorotNormal), Dense(200, Init = Init.HeUniform), Dense(100, Init = Init.HeNormal, BiasInit = 0.1)]
[Dense(30, Init = Init.Orthogonal), Dense(70, Init = Init.Orthogonal), Dense(3, Init = Init.Zeros, BiasInit = -2)]
public sealed partial class Initialized;

[Network, Input(5), Dense(6, Activation.PReLU), Apply(Activation.PReLU), PReLU(Channels = true), Dense(1), HingeLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Sloping;

[Network, Input(130), PReLU(Name = "one"), PReLU(Channels = true, Name = "many"), Dropout(0.5), Dense(2), MeanSquaredErrorLoss, Sgd(LearningRate = 0.002)]
public sealed partial class WideSlopes;

[Network, Input(4), Dense(3, Name = "move"), Output("move"), Dense(2, From = "input"), Output("drive")]
[CrossEntropyLoss(Output = "move"), MeanSquaredErrorLoss(Output = "drive"), Sgd(LearningRate = 0.1)]
public sealed partial class TwoHeads;
