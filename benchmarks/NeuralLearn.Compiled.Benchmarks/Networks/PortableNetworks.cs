namespace NeuralLearn.Compiled.Benchmarks;

/// <summary><see cref="ExclusiveOr"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Sigmoid)]
[BinaryCrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class PortableExclusiveOr;

/// <summary><see cref="Npc"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4)]
[MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class PortableNpc;

/// <summary><see cref="Sensor"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6)]
[CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class PortableSensor;

/// <summary><see cref="SensorAnswers"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6, Activation.Softmax)]
public sealed partial class PortableSensorAnswers;

/// <summary><see cref="Control"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(2, Activation.Tanh)]
[MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class PortableControl;

/// <summary><see cref="Digits"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(784), Dense(128, Activation.ReLU), Dense(10)]
[CrossEntropyLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class PortableDigits;

/// <summary><see cref="DigitsAnswers"/> with portable arithmetic.</summary>
[Network(Arithmetic = Arithmetic.Portable), Input(784), Dense(128, Activation.ReLU), Dense(10, Activation.Softmax)]
public sealed partial class PortableDigitsAnswers;
