namespace NeuralLearn.Compiled.Tests.Networks;

// One kind of layer each, with sizes that fill no vector and windows that hang over, leave inputs out or see padding.
[Network, Input(3, 9, 7), Conv2D(5, Kernel = 3, Activation = Activation.Tanh), Conv2D(18, Kernel = 2), Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class PlainConv;

[Network, Input(2, 11, 10)]
[Conv2D(7, KernelHeight = 3, KernelWidth = 2, StrideHeight = 2, StrideWidth = 3, PaddingHeight = 1, PaddingWidth = 2, Activation = Activation.SiLU)]
[Flatten, Dense(2), MeanSquaredErrorLoss]
public sealed partial class StridedConv;

[Network, Input(3, 5, 7), Conv2D(6, Kernel = 4, PaddingMode = PaddingMode.Same, Activation = Activation.Tanh)]
[Conv2D(4, Kernel = 3, PaddingMode = PaddingMode.Same, Dilation = 2), Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class SameConv;

[Network, Input(6, 7, 5), Conv2D(9, Kernel = 3, Groups = 3, Padding = 1, Activation = Activation.Tanh)]
[Conv2D(34, Kernel = 2, Dilation = 2), GlobalAvgPool, Dense(2), MeanSquaredErrorLoss]
public sealed partial class GroupedConv;

[Network, Input(5, 7, 6), Conv2D(5, Kernel = 3, Groups = 5, Bias = false), Conv2D(19, Kernel = 1, Activation = Activation.Tanh)]
[Conv2D(38, Kernel = 2, Groups = 19, Stride = 2), Flatten, Dense(2), MeanSquaredErrorLoss]
public sealed partial class DepthwiseConv;

[Network, Input(3, 17, Kind = InputKind.Signal), Conv1D(5, Kernel = 4, Stride = 2, Padding = 1, Activation = Activation.Tanh)]
[Conv1D(17, Kernel = 3, PaddingMode = PaddingMode.Same), MaxPool1D(3, Padding = 1, CeilMode = true), Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class SignalConv;

[Network, Input(13, 5, Kind = InputKind.Sequence), Conv1D(7, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal, Activation = Activation.Tanh)]
[AvgPool1D(4, Stride = 3, Padding = 2, CeilMode = true, CountIncludePad = false), Transpose, Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class CausalConv;

[Network, Input(3, 8, 7), Conv2D(5, Kernel = 2), MaxPool2D(3, Stride = 2, Padding = 1, CeilMode = true)]
[MaxPool2D(KernelHeight = 2, KernelWidth = 3, Stride = 1), Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class MaxPools;

[Network, Input(3, 8, 7), Conv2D(17, Kernel = 2), AvgPool2D(3, Stride = 2, Padding = 1, CeilMode = true)]
[AvgPool2D(KernelHeight = 2, KernelWidth = 3, Stride = 2, PaddingWidth = 1, CountIncludePad = false), Flatten, Dense(3), MeanSquaredErrorLoss]
public sealed partial class AvgPools;

[Network, Input(4, 6, 5), Conv2D(5, Kernel = 2, Name = "body"), GlobalMaxPool(Name = "most"), GlobalAvgPool(From = "body", Name = "mean")]
[Concat("most", "mean"), Dense(3), MeanSquaredErrorLoss]
public sealed partial class GlobalPools;

[Network, Input(24), Reshape(3, 4, 2), Conv2D(5, Kernel = 2, Activation = Activation.Tanh), Reshape(5, 3, Kind = InputKind.Signal)]
[Transpose, Dense(7, Activation.Tanh), LayerNorm, Flatten, LayerNorm, Dense(2), MeanSquaredErrorLoss]
public sealed partial class OtherAxes;

[Network, Input(3, 6, 5), Conv2D(9, Kernel = 2, Bias = false, Name = "one"), BatchNorm, Apply(Activation.Tanh), Conv2D(4, Kernel = 2), BatchNorm]
[LayerNorm, Flatten, Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class NormedConv;

[Network, Input(7, 5, Kind = InputKind.Sequence), Rnn(19, Return = Return.Sequence), LayerNorm, Rnn(3, Layers = 2, Activation = Activation.ReLU)]
[MeanSquaredErrorLoss]
public sealed partial class Rnns;

[Network, Input(7, 5, Kind = InputKind.Sequence), Gru(17, Layers = 2, Return = Return.Sequence), Gru(6, Bias = false), Dense(3), MeanSquaredErrorLoss]
public sealed partial class Grus;

[Network, Input(6, 5, Kind = InputKind.Sequence), Lstm(18, Layers = 2, Return = Return.Sequence), Lstm(3, Return = Return.Sequence), MeanSquaredErrorLoss]
public sealed partial class Lstms;

[Network, Input(9, Kind = InputKind.Indices), Embedding(7, 5, Name = "words"), Gru(6, Name = "read"), GlobalMaxPool(From = "words", Name = "most")]
[Concat("read", "most"), Dense(3), MeanSquaredErrorLoss]
public sealed partial class Words;
