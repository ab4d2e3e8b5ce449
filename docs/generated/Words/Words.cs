using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Six words by number; is the sentence friendly?</summary>
[Network]
[Input(6, Kind = InputKind.Indices)]
[Embedding(50, 4)]
[Lstm(4)]
[Dense(1)]
[BinaryCrossEntropyWithLogitsLoss]
[Adam]
public sealed partial class Words;
