namespace NeuralLearn.Compiled.Determinism.Reference.Large;

// Layers that are wide, or have long functions for many outputs: code that grows with them would meet the JIT's limits.
[Network, Input(8), Dense(1024, Activation.ReLU), Dense(24), MeanSquaredErrorLoss]
internal sealed partial class Wide;

[Network, Input(200), Dense(200, Activation.Tanh), Dense(200, Activation.Sigmoid), Dense(200, Activation.GELU), Dense(512), MeanSquaredErrorLoss, Sgd]
internal sealed partial class LongFunctions;

[Network, Input(12), Dense(24, Activation.Mish), Dense(2048, Activation.ReLU), Dense(1), MeanSquaredErrorLoss]
internal sealed partial class WideBeforeOne;
