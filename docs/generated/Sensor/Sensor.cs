using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Inference alone, with the same bits on every machine: no loss, so nothing learns.</summary>
[Network(Arithmetic = Arithmetic.Portable)]
[Input(3, 20, Kind = InputKind.Signal)]
[Conv1D(4, Activation.ReLU, Kernel = 5, Stride = 2)]
[LayerNorm]
[GlobalAvgPool]
[Dense(3)]
[Softmax]
public sealed partial class Sensor;
