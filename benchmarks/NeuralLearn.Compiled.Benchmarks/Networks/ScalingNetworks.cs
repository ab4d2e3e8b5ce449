namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>Two layers of 16 units on 16 inputs.</summary>
[Network, Input(16), Dense(16, Activation.ReLU), Dense(16), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width16;

/// <summary>Two layers of 32 units on 32 inputs.</summary>
[Network, Input(32), Dense(32, Activation.ReLU), Dense(32), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width32;

/// <summary>Two layers of 64 units on 64 inputs.</summary>
[Network, Input(64), Dense(64, Activation.ReLU), Dense(64), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width64;

/// <summary>Two layers of 128 units on 128 inputs.</summary>
[Network, Input(128), Dense(128, Activation.ReLU), Dense(128), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width128;

/// <summary>Two layers of 256 units on 256 inputs.</summary>
[Network, Input(256), Dense(256, Activation.ReLU), Dense(256), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width256;

/// <summary>Two layers of 512 units on 512 inputs.</summary>
[Network, Input(512), Dense(512, Activation.ReLU), Dense(512), MeanSquaredErrorLoss, Sgd(LearningRate = 1e-3)]
public sealed partial class Width512;
