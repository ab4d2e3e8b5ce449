using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Twelve readings of three axes; it can also run over a stream, one reading at a time.</summary>
[Network]
[Input(12, 3, Kind = InputKind.Sequence)]
[Gru(8)]
[Dense(3)]
[CrossEntropyLoss]
[Classes("rest", "shake", "turn")]
public sealed partial class Gesture;
