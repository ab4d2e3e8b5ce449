namespace NeuralLearn.Compiled.Tests.Sequences;

// The same parameters on windows of 1 to 4 steps: a row that ends early must do what it does where the window ends with it.

[Network, Input(4, 3, Kind = InputKind.Sequence), Standardize, Gru(5, Name = "gru"), Dense(3, Name = "head"), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Gesture4;

[Network, Input(4, 3, Kind = InputKind.Sequence), Lstm(4, Layers = 2, Return = Return.Sequence, Name = "lstm"), LayerNorm(Name = "norm"), Dense(3, Name = "head")]
[CrossEntropyLoss(IgnoreLabel = 1), Sgd(LearningRate = 0.1)]
internal sealed partial class Tagger4;

[Network, Input(4, Kind = InputKind.Indices), Embedding(7, 3, Name = "words"), Rnn(9, Layers = 2, Name = "rnn"), Dense(2, Name = "head"), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Words4;

[Network, Input(3, 3, Kind = InputKind.Sequence), Standardize, Gru(5, Name = "gru"), Dense(3, Name = "head"), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Gesture3;

[Network, Input(3, 3, Kind = InputKind.Sequence), Lstm(4, Layers = 2, Return = Return.Sequence, Name = "lstm"), LayerNorm(Name = "norm"), Dense(3, Name = "head")]
[CrossEntropyLoss(IgnoreLabel = 1), Sgd(LearningRate = 0.1)]
internal sealed partial class Tagger3;

[Network, Input(3, Kind = InputKind.Indices), Embedding(7, 3, Name = "words"), Rnn(9, Layers = 2, Name = "rnn"), Dense(2, Name = "head"), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Words3;

[Network, Input(2, 3, Kind = InputKind.Sequence), Standardize, Gru(5, Name = "gru"), Dense(3, Name = "head"), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Gesture2;

[Network, Input(2, 3, Kind = InputKind.Sequence), Lstm(4, Layers = 2, Return = Return.Sequence, Name = "lstm"), LayerNorm(Name = "norm"), Dense(3, Name = "head")]
[CrossEntropyLoss(IgnoreLabel = 1), Sgd(LearningRate = 0.1)]
internal sealed partial class Tagger2;

[Network, Input(2, Kind = InputKind.Indices), Embedding(7, 3, Name = "words"), Rnn(9, Layers = 2, Name = "rnn"), Dense(2, Name = "head"), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Words2;

[Network, Input(1, 3, Kind = InputKind.Sequence), Standardize, Gru(5, Name = "gru"), Dense(3, Name = "head"), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Gesture1;

[Network, Input(1, 3, Kind = InputKind.Sequence), Lstm(4, Layers = 2, Return = Return.Sequence, Name = "lstm"), LayerNorm(Name = "norm"), Dense(3, Name = "head")]
[CrossEntropyLoss(IgnoreLabel = 1), Sgd(LearningRate = 0.1)]
internal sealed partial class Tagger1;

[Network, Input(1, Kind = InputKind.Indices), Embedding(7, 3, Name = "words"), Rnn(9, Layers = 2, Name = "rnn"), Dense(2, Name = "head"), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Words1;

[Network, Input(12, 3, Kind = InputKind.Sequence), Dense(8, Activation.Tanh), Conv1D(4, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal, Activation = Activation.Tanh)]
[Gru(8, Return = Return.Sequence), Dense(2), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Temporal;

[Network(Arithmetic = Arithmetic.Portable), Input(12, 3, Kind = InputKind.Sequence), Dense(8, Activation.Tanh)]
[Conv1D(4, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal, Activation = Activation.Tanh), Gru(8, Return = Return.Sequence), Dense(2)]
internal sealed partial class PortableTemporal;

[Network, Input(11, 8, Kind = InputKind.Sequence), Conv1D(8, Kernel = 2, Groups = 8, PaddingMode = PaddingMode.Causal), Conv1D(18, Kernel = 3, Dilation = 3, PaddingMode = PaddingMode.Causal, Activation = Activation.ReLU)]
[Conv1D(5, Kernel = 1), CrossEntropyLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class Convolutions;

[Network, Input(4, Kind = InputKind.Indices), Embedding(7, 3), Rnn(9, Layers = 2, Return = Return.Sequence), Dense(2)]
internal sealed partial class WordTagger;

[Network, Input(6, 3, Kind = InputKind.Sequence), Conv1D(4, Kernel = 2, PaddingMode = PaddingMode.Causal, Bias = false), BatchNorm, Apply(Activation.ReLU), Gru(5, Return = Return.Sequence), Dense(2)]
[MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
internal sealed partial class NormedSteps;
