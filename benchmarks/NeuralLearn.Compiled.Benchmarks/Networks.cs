namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>A character in a game: 16 senses, 4 actions.</summary>
[Network, Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Npc;

/// <summary>A controller: 8 readings, 2 outputs.</summary>
[Network, Input(8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(2, Activation.Tanh), MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3)]
public sealed partial class Control;

/// <summary>Handwritten digits of 28 × 28 pixels.</summary>
[Network, Input(784), Dense(128, Activation.ReLU), Dense(10), CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Digits;
