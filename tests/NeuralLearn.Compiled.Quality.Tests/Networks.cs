namespace NeuralLearn.Compiled.Quality.Tests.Networks;

[Network, Input(4), Dense(16, Activation.ReLU), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class IrisMlp;

[Network, Input(4), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.02)]
internal sealed partial class IrisLogistic;

[Network, Input(13), Dense(32, Activation.ReLU), Dense(3), CrossEntropyLoss, Adam(LearningRate = 0.01)]
internal sealed partial class WineMlp;

[Network, Input(30), Dense(32, Activation.ReLU), Dense(1), BinaryCrossEntropyWithLogitsLoss, Adam(LearningRate = 0.003)]
internal sealed partial class BreastCancerMlp;

[Network, Input(30), Dense(16, Activation.Tanh), Dense(1), BinaryCrossEntropyWithLogitsLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class BreastCancerSgd;

[Network, Input(64), Dense(64, Activation.ReLU), Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.003)]
internal sealed partial class DigitsMlp;

[Network, Input(64), Dense(32, Activation.ReLU), Dense(10), CrossEntropyLoss, Sgd(LearningRate = 0.05, Momentum = 0.9)]
internal sealed partial class DigitsMlpSgdMomentum;

[Network, Input(1, 8, 8), Conv2D(8, Activation.ReLU, Kernel = 3, Padding = 1), MaxPool2D(2), Conv2D(16, Activation.ReLU, Kernel = 3, Padding = 1), MaxPool2D(2)]
[Flatten, Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.003)]
internal sealed partial class DigitsCnn;

[Network, Input(1, 8, 8), Conv2D(8, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Apply(Activation.ReLU), MaxPool2D(2)]
[Conv2D(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Apply(Activation.ReLU), MaxPool2D(2)]
[Flatten, Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.003)]
internal sealed partial class DigitsCnnBatchNorm;

[Network, Input(8, 8, Kind = InputKind.Sequence), Lstm(32), Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.005)]
internal sealed partial class DigitsLstm;

[Network, Input(8, 8, Kind = InputKind.Sequence), Gru(32), Dense(10), CrossEntropyLoss, Adam(LearningRate = 0.005)]
internal sealed partial class DigitsGru;
