using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>A way around two layers and batch normalisation, which learns from the whole batch.</summary>
[Network]
[Input(6)]
[Dense(8, Name = "stem")]
[Dense(8, Bias = false)]
[BatchNorm]
[Apply(Activation.ReLU)]
[Add("stem", "activation1")]
[Dense(2)]
[MeanSquaredErrorLoss]
[AdamW(LearningRate = 1e-3, WeightDecay = 0.01)]
public sealed partial class Residual;
