namespace NeuralLearn.Compiled.Determinism;

// Sizes that fill vectors and sizes that do not; every activation, loss and optimizer; each once fused and once portable.
[Network, Input(13), Dense(33, Activation.ReLU), Dense(17, Activation.Tanh), Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Classifier;

[Network(Arithmetic = Arithmetic.Portable), Input(13), Dense(33, Activation.ReLU), Dense(17, Activation.Tanh), Dense(10)]
[CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortableClassifier;

[Network, Input(64), Dense(128, Activation.Tanh), Dense(70, Activation.Sigmoid), Dense(1), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-3)]
internal sealed partial class Regressor;

[Network(Arithmetic = Arithmetic.Portable), Input(64), Dense(128, Activation.Tanh), Dense(70, Activation.Sigmoid), Dense(1)]
[MeanSquaredErrorLoss, Sgd(LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-3)]
internal sealed partial class PortableRegressor;

[Network, Input(5), Dense(21), Softmax, Dense(200, Activation.ReLU, Bias = false), Dense(6, Activation.Softmax), HalfSquaredErrorLoss]
[Adam(LearningRate = 0.01, AmsGrad = true, WeightDecay = 1e-3)]
internal sealed partial class Mixed;

[Network(Arithmetic = Arithmetic.Portable), Input(5), Dense(21), Softmax, Dense(200, Activation.ReLU, Bias = false)]
[Dense(6, Activation.Softmax), HalfSquaredErrorLoss, Adam(LearningRate = 0.01, AmsGrad = true, WeightDecay = 1e-3)]
internal sealed partial class PortableMixed;
