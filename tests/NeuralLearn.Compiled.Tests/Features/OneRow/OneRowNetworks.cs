namespace NeuralLearn.Compiled.Tests.Features.OneRow;

// Sizes: with one vector and several, with every width of a last panel, with and without leftover inputs.
[Network, Input(1), Dense(1), MeanSquaredErrorLoss, Sgd(LearningRate = 0.05)]
internal sealed partial class OneToOne;

[Network, Input(2), Dense(8, Activation.Tanh), Dense(1), MeanSquaredErrorLoss]
internal sealed partial class Xor;

[Network, Input(3), Dense(5, Activation.Tanh), Dense(7, Activation.Sigmoid), Dense(2), MeanSquaredErrorLoss]
internal sealed partial class SmallOdd;

[Network, Input(17), Dense(33, Activation.ReLU), Dense(9), MeanSquaredErrorLoss]
internal sealed partial class OneOverPanels;

[Network, Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), MeanSquaredErrorLoss]
internal sealed partial class FullPanels;

[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6), CrossEntropyLoss]
internal sealed partial class Sensor;

[Network, Input(20), Dense(70, Activation.Tanh), Dense(13), MeanSquaredErrorLoss, Sgd(LearningRate = 0.05, Momentum = 0.9)]
internal sealed partial class WideHidden;

[Network, Input(5), Dense(130, Activation.ReLU), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class ManyPanels;

[Network, Input(300), Dense(4, Activation.Tanh), Dense(200, Activation.Tanh), Dense(21), MeanSquaredErrorLoss]
internal sealed partial class LongRows;

[Network, Input(11), Dense(19, Activation.Tanh, Bias = false), Dense(6, Activation.ReLU, Bias = false), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class WithoutBias;

[Network, Input(1), Dense(1, Bias = false), MeanSquaredErrorLoss]
internal sealed partial class OneWeight;

[Network, Input(8), Dense(8, Activation.Tanh), Dense(8, Activation.Tanh), Dense(8, Activation.Tanh), Dense(8), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Deep;

// Graphs: values with several readers, results of several layers, an input that is read as vectors.
[Network, Input(6), Dense(9, Activation.Tanh, Name = "left"), Dense(9, Activation.Sigmoid, Name = "right", From = "input"), Add("left", "right"), Dense(3)]
[MeanSquaredErrorLoss]
internal sealed partial class Sum;

[Network, Input(6), Dense(5, Activation.Tanh, Name = "left"), Dense(18, Activation.ReLU, Name = "right", From = "input"), Concat("left", "right", "input"), Dense(3)]
[MeanSquaredErrorLoss]
internal sealed partial class Joined;

[Network, Input(7), Dense(7, Activation.Tanh, Name = "gate"), Multiply("gate", "input", Name = "gated"), Dense(7, Name = "sum"), Add("sum", "gated", "gate"), Dense(2)]
[MeanSquaredErrorLoss]
internal sealed partial class ReadTwice;

[Network, Input(4, Name = "board"), Input(13, Name = "speed"), Dense(9, Activation.Tanh, From = "board", Name = "seen"), Concat("seen", "speed"), Dense(5)]
[MeanSquaredErrorLoss]
internal sealed partial class TwoInputs;

[Network, Input(5), Dense(12, Activation.Tanh), Output("features"), Dense(3), Output("result"), MeanSquaredErrorLoss(Output = "result")]
internal sealed partial class LookedAt;

[Network, Input(5), Dense(7, Activation.Tanh), Output("early"), Dense(3), Output("late"), MeanSquaredErrorLoss(Output = "early")]
internal sealed partial class EarlyLoss;

[Network, Input(5), Dense(7, Activation.Tanh), Output("early"), Dense(3), Output("late"), MeanSquaredErrorLoss(Output = "early"), AdamW(WeightDecay = 0.1)]
internal sealed partial class DecayBesideTheLoss;

[Network, Input(5), Standardize, Dense(12, Activation.Tanh), Softmax, Dense(3), LogSoftmax, NegativeLogLikelihoodLoss]
internal sealed partial class Measured;

// What learns, and how fast.
[Network, Input(6), Dense(20, Activation.Tanh, Trainable = false), Dense(9, Activation.ReLU), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class FrozenFirst;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(9, Activation.ReLU, Trainable = false), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class FrozenMiddle;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(9, Activation.GELU), Dense(3, Trainable = false), MeanSquaredErrorLoss]
internal sealed partial class FrozenLast;

[Network, Input(6), Dense(20, Activation.Tanh, LearningRateScale = 0.3), Dense(3, LearningRateScale = 0.3), MeanSquaredErrorLoss]
internal sealed partial class AllSlow;

[Network, Input(6), Dense(20, Activation.Tanh, LearningRateScale = 0.3), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class OneSlow;

[Network, Input(6), Dense(20, Activation.Tanh, Trainable = false), Dense(3, LearningRateScale = 0.25), MeanSquaredErrorLoss, AdamW(WeightDecay = 0.1)]
internal sealed partial class FrozenAndSlow;

[Network, Input(6), Dense(20), PReLU(Trainable = false, Channels = true), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class FrozenSlopes;

[Network, Input(6), Dense(20, Activation.PReLU), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class LearnedSlopes;

[Network, Input(6), Dense(20, Activation.Tanh), Dropout(0.5), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class Dropped;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Adam(ClipValue = 0.01)]
internal sealed partial class ClippedValues;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Adam(ClipNorm = 0.1)]
internal sealed partial class ClippedNorm;

[Network, Input(6), Dense(20, Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Adam(SkipNonFinite = true)]
internal sealed partial class Skipping;

// Without fused instructions.
[Network(Arithmetic = Arithmetic.Portable), Input(7), Dense(19, Activation.GELU), Dense(33, Activation.Tanh), Dense(3), MeanSquaredErrorLoss]
internal sealed partial class PortableRegression;

[Network(Arithmetic = Arithmetic.Portable), Input(7), Dense(19, Activation.ReLU), Dense(9, Activation.Softmax), Dense(5), CrossEntropyLoss(LabelSmoothing = 0.1)]
[Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-3)]
internal sealed partial class PortableClasses;
