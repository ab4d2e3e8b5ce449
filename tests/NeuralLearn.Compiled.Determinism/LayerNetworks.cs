namespace NeuralLearn.Compiled.Determinism;

// A convolutional network with statistics of the batch: strides, groups, padding of each kind, all poolings.
[Network, Input(3, 11, 9), Conv2D(9, Kernel = 3, Stride = 2, Padding = 1), BatchNorm, Apply(Activation.ReLU)]
[Conv2D(18, Kernel = 3, Groups = 3, PaddingMode = PaddingMode.Same, Activation = Activation.SiLU), MaxPool2D(2, CeilMode = true)]
[AvgPool2D(2, Stride = 1, Padding = 1, CountIncludePad = false), Conv2D(17, Kernel = 1), BatchNorm, GlobalAvgPool, Dense(5)]
[CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Images;

[Network(Arithmetic = Arithmetic.Portable), Input(3, 11, 9), Conv2D(9, Kernel = 3, Stride = 2, Padding = 1), BatchNorm, Apply(Activation.ReLU)]
[Conv2D(18, Kernel = 3, Groups = 3, PaddingMode = PaddingMode.Same, Activation = Activation.SiLU), MaxPool2D(2, CeilMode = true)]
[AvgPool2D(2, Stride = 1, Padding = 1, CountIncludePad = false), Conv2D(17, Kernel = 1), BatchNorm, GlobalAvgPool, Dense(5)]
[CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortableImages;

[Network, Input(12, 7, Kind = InputKind.Sequence), Gru(19, Layers = 2), Dense(4), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class Gestures;

[Network(Arithmetic = Arithmetic.Portable), Input(12, 7, Kind = InputKind.Sequence), Gru(19, Layers = 2), Dense(4)]
[CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class PortableGestures;

// The other memories, over a causal convolution.
[Network, Input(10, 5, Kind = InputKind.Sequence), Conv1D(17, Kernel = 3, PaddingMode = PaddingMode.Causal, Activation = Activation.Tanh)]
[Rnn(9, Return = Return.Sequence), Lstm(18, Return = Return.Sequence), Dense(3), MeanSquaredErrorLoss, RmsProp(LearningRate = 0.003)]
internal sealed partial class Memories;

[Network(Arithmetic = Arithmetic.Portable)]
[Input(10, 5, Kind = InputKind.Sequence), Conv1D(17, Kernel = 3, PaddingMode = PaddingMode.Causal, Activation = Activation.Tanh)]
[Rnn(9, Return = Return.Sequence), Lstm(18, Return = Return.Sequence), Dense(3), MeanSquaredErrorLoss, RmsProp(LearningRate = 0.003)]
internal sealed partial class PortableMemories;

// Results that are read twice: around convolutions and around dense layers.
[Network, Input(3, 8, 7), Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Activation = Activation.ReLU, Name = "stem")]
[Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Bias = false), LayerNorm, Apply(Activation.ReLU)]
[Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Name = "branch"), Add("stem", "branch"), MaxPool2D(2), Flatten]
[Dense(24, Activation.Tanh, Name = "head"), Dense(33, Activation.GELU), Dense(24, Name = "more"), Add("head", "more"), Dense(4)]
[CrossEntropyLoss, AdamW(LearningRate = 0.003, ClipNorm = 1)]
internal sealed partial class Residual;

[Network(Arithmetic = Arithmetic.Portable)]
[Input(3, 8, 7), Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Activation = Activation.ReLU, Name = "stem")]
[Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Bias = false), LayerNorm, Apply(Activation.ReLU)]
[Conv2D(16, Kernel = 3, PaddingMode = PaddingMode.Same, Name = "branch"), Add("stem", "branch"), MaxPool2D(2), Flatten]
[Dense(24, Activation.Tanh, Name = "head"), Dense(33, Activation.GELU), Dense(24, Name = "more"), Add("head", "more"), Dense(4)]
[CrossEntropyLoss, AdamW(LearningRate = 0.003, ClipNorm = 1)]
internal sealed partial class PortableResidual;
