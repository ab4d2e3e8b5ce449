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

// Everything that draws, measures or has more than one way in or out.
[Network, Input(11, Name = "board"), Input(5, Name = "penalty"), Standardize(From = "board"), Dense(37, Activation.GELU), Dropout(0.3, Name = "drop")]
[Dense(5, Name = "raw", LearningRateScale = 0.5), Add("raw", "penalty"), PReLU(Channels = true), Output("move")]
[Dense(19, Activation.PReLU, From = "drop", Init = Init.HeNormal), Dense(3, Trainable = false), Output("drive")]
[CrossEntropyLoss(Output = "move", ClassWeights = new double[] { 1, 0.5, 2, 1, 3 }, LabelSmoothing = 0.1), HuberLoss(Output = "drive", Weight = 0.3)]
[AdamW(LearningRate = 0.01, ClipNorm = 1)]
internal sealed partial class Everything;

[Network(Arithmetic = Arithmetic.Portable)]
[Input(11, Name = "board"), Input(5, Name = "penalty"), Standardize(From = "board"), Dense(37, Activation.GELU), Dropout(0.3, Name = "drop")]
[Dense(5, Name = "raw", LearningRateScale = 0.5), Add("raw", "penalty"), PReLU(Channels = true), Output("move")]
[Dense(19, Activation.PReLU, From = "drop", Init = Init.HeNormal), Dense(3, Trainable = false), Output("drive")]
[CrossEntropyLoss(Output = "move", ClassWeights = new double[] { 1, 0.5, 2, 1, 3 }, LabelSmoothing = 0.1), HuberLoss(Output = "drive", Weight = 0.3)]
[AdamW(LearningRate = 0.01, ClipNorm = 1)]
internal sealed partial class PortableEverything;

// Positions: normalisations of each row and of the batch, one target per step, one mean over an image.
[Network, Input(6, 11, Kind = InputKind.Sequence), LayerNorm, Dense(21, Activation.Tanh), LayerNorm(Affine = false), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class NormedSteps;

[Network(Arithmetic = Arithmetic.Portable)]
[Input(6, 11, Kind = InputKind.Sequence), LayerNorm, Dense(21, Activation.Tanh), LayerNorm(Affine = false), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortableNormedSteps;

[Network, Input(18, 5, 3), LayerNorm, Apply(Activation.SiLU), BatchNorm, PReLU(Channels = true), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class NormedBatches;

[Network(Arithmetic = Arithmetic.Portable)]
[Input(18, 5, 3), LayerNorm, Apply(Activation.SiLU), BatchNorm, PReLU(Channels = true), MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortableNormedBatches;

[Network, Input(12), Dense(16, Activation.Tanh, Init = Init.Orthogonal), Dense(3, Activation.Tanh)]
internal sealed partial class Creature;

[Network(Arithmetic = Arithmetic.Portable), Input(12), Dense(16, Activation.Tanh, Init = Init.Orthogonal), Dense(3, Activation.Tanh)]
internal sealed partial class PortableCreature;
