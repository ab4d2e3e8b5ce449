namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>Handwritten digits by convolutions. It learns from scores; see <see cref="CnnAnswers"/>.</summary>
[Network, Input(1, 28, 28), Conv2D(8, Activation.ReLU, Kernel = 3), MaxPool2D(2), Conv2D(16, Activation.ReLU, Kernel = 3), MaxPool2D(2)]
[Flatten, Dense(10), CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Cnn;

/// <summary>The same with the softmax that the others have, for inference.</summary>
[Network, Input(1, 28, 28), Conv2D(8, Activation.ReLU, Kernel = 3), MaxPool2D(2), Conv2D(16, Activation.ReLU, Kernel = 3), MaxPool2D(2)]
[Flatten, Dense(10, Activation.Softmax)]
public sealed partial class CnnAnswers;

/// <summary>A stream of numbers, one per step.</summary>
[Network, Input(32, 1, Kind = InputKind.Sequence), Gru(16), Dense(1)]
public sealed partial class Gru16;

/// <summary>The same with a cell.</summary>
[Network, Input(32, 1, Kind = InputKind.Sequence), Lstm(16), Dense(1)]
public sealed partial class Lstm16;

/// <summary>A stream that looks some steps back before it remembers.</summary>
[Network, Input(32, 1, Kind = InputKind.Sequence), Dense(8, Activation.Tanh)]
[Conv1D(4, Activation.Tanh, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal), Gru(8), Dense(1)]
public sealed partial class Rtn;
