namespace NeuralLearn.Compiled.Determinism.Reference;

// The networks that speed is measured with, once with the smallest rule of an optimizer and once with the one that is the default. Their
// machine code is looked at; nothing of theirs is hashed.
[Network, Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Sigmoid), BinaryCrossEntropyLoss, Sgd]
internal sealed partial class ExclusiveOr;

[Network, Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Npc;

[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6), CrossEntropyLoss, Sgd]
internal sealed partial class Sensor;

[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6, Activation.Softmax), HalfSquaredErrorLoss, Adam]
internal sealed partial class SensorAnswers;

[Network, Input(8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(2, Activation.Tanh), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Control;

[Network, Input(784), Dense(128, Activation.ReLU), Dense(10), CrossEntropyLoss, Sgd]
internal sealed partial class Digits;

[Network, Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Sigmoid), BinaryCrossEntropyLoss]
internal sealed partial class ExclusiveOrByAdam;

[Network, Input(16), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), MeanSquaredErrorLoss]
internal sealed partial class NpcByAdam;

[Network, Input(64), Dense(32, Activation.ReLU), Dense(16, Activation.ReLU), Dense(6), CrossEntropyLoss]
internal sealed partial class SensorByAdam;

[Network, Input(8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(2, Activation.Tanh), MeanSquaredErrorLoss]
internal sealed partial class ControlByAdam;

[Network, Input(784), Dense(128, Activation.ReLU), Dense(10), CrossEntropyLoss]
internal sealed partial class DigitsByAdam;
