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
