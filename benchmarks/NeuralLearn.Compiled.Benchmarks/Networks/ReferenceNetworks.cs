namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>Two bits and what one of them, but not both, says.</summary>
[Network, Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Sigmoid), BinaryCrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class ExclusiveOr;

/// <summary>A character in a game: 16 senses, 4 actions.</summary>
[Network, Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Npc;

/// <summary>A sensor: 64 readings, 6 gestures. It learns from scores; see <see cref="SensorAnswers"/>.</summary>
[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6), CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Sensor;

/// <summary>The sensor's network with the softmax that the others have, for inference.</summary>
[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6, Activation.Softmax)]
public sealed partial class SensorAnswers;

/// <summary>A controller: 8 readings, 2 outputs.</summary>
[Network, Input(8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(2, Activation.Tanh), MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3)]
public sealed partial class Control;

/// <summary>Handwritten digits of 28 × 28 pixels. It learns from scores; see <see cref="DigitsAnswers"/>.</summary>
[Network, Input(784), Dense(128, Activation.ReLU), Dense(10), CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Digits;

/// <summary>The digits' network with the softmax that the others have, for inference.</summary>
[Network, Input(784), Dense(128, Activation.ReLU), Dense(10, Activation.Softmax)]
public sealed partial class DigitsAnswers;
