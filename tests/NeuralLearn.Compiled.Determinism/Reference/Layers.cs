namespace NeuralLearn.Compiled.Determinism.Reference.Layers;

// The networks that speed is measured with, of layers other than dense ones.
[Network, Input(1, 28, 28), Conv2D(8, Activation.ReLU, Kernel = 3), MaxPool2D(2), Conv2D(16, Activation.ReLU, Kernel = 3), MaxPool2D(2)]
[Flatten, Dense(10), CrossEntropyLoss, Sgd]
internal sealed partial class Cnn;

[Network, Input(32, 1, Kind = InputKind.Sequence), Gru(16), Dense(1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Gru16;

[Network, Input(32, 1, Kind = InputKind.Sequence), Lstm(16), Dense(1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Lstm16;

[Network, Input(32, 1, Kind = InputKind.Sequence), Dense(8, Activation.Tanh)]
[Conv1D(4, Activation.Tanh, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal), Gru(8), Dense(1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Rtn;
