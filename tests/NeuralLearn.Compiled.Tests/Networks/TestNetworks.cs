namespace NeuralLearn.Compiled.Tests.Networks;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1)]
public sealed partial class Regression;

[Network, Input(7), Dense(19, Activation.Tanh), Dense(5, Activation.Sigmoid), Dense(3)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum), Sgd(LearningRate = 0.1)]
public sealed partial class SummedRegression;

[Network, Input(9), Dense(40, Activation.ReLU), Dense(23, Activation.Tanh), Dense(6), CrossEntropyLoss(LabelSmoothing = 0.1)]
[Adam(LearningRate = 0.02)]
public sealed partial class Classification;

[Network, Input(4), Dense(6, Activation.Softmax), Dense(2, Activation.Softmax), HalfSquaredErrorLoss, Sgd(LearningRate = 0.5, Momentum = 0.9)]
public sealed partial class Softmaxes;

[Network, Input(3), Dense(8, Activation.Tanh), Dense(1), MeanSquaredErrorLoss]
public sealed partial class SingleOutput;

[Network, Input(5), Dense(12, Activation.ReLU), Dense(4), ExternalLoss, Sgd(LearningRate = 0.1)]
public sealed partial class External;

[Network, Input(3), Apply(Activation.Sigmoid), MeanSquaredErrorLoss]
public sealed partial class WithoutParameters;

[Network, Input(4), Dense(8, Activation.Tanh, Name = "body"), Dense(3, Name = "policy.head-0", Bias = false)]
public sealed partial class InferenceOnly;

[Network, Input(1500), Dense(1300, Activation.Tanh), Dense(1100), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Large;

// Outputs in loops over panels, tiles for what larger tiles leave over, a long activation in a loop.
[Network, Input(70), Dense(345, Activation.GELU), Dense(90, Activation.Tanh), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class Wide;

// Values with several readers: the input, both branches and the product are each read twice or more.
[Network, Input(6), Dense(6, Activation.Tanh, Name = "left"), Dense(6, Activation.SiLU, Name = "right", From = "input")]
[Multiply("left", "right", Name = "gate"), Add("gate", "left", "input", Name = "sum"), Concat("sum", "right", "gate", Name = "all")]
[Dense(21, Activation.Mish), Dense(3), HuberLoss(Delta = 0.7), AdamW(LearningRate = 0.01, ClipNorm = 1)]
public sealed partial class Branches;

[Network, Input(5), Dense(19, Activation.GELU), Dense(18, Activation.GELUTanh), Dense(17, Activation.Softplus), Dense(9, Activation.ELU)]
[LeakyReLU(0.2), Dense(8, Activation.SELU), Apply(Activation.Softsign), Dense(4), LogSoftmax, NegativeLogLikelihoodLoss]
[RmsProp(LearningRate = 0.01, Centered = true, Momentum = 0.5)]
public sealed partial class ManyActivations;

[Network, Input(3), Dense(8, Activation.Tanh), Dense(1), BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 2)]
[Sgd(LearningRate = 0.1, SkipNonFinite = true, ClipValue = 0.5)]
public sealed partial class YesOrNo;
