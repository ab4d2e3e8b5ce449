using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Exclusive or: the smallest problem that one layer cannot solve.</summary>
[Network]
[Input(2)]
[Dense(4, Activation.Tanh)]
[Dense(1)]
[BinaryCrossEntropyWithLogitsLoss]
[Sgd(LearningRate = 0.5)]
public sealed partial class Xor;
