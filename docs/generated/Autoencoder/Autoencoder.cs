using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Sixteen numbers through a waist of three and back.</summary>
[Network]
[Input(16)]
[Dropout(0.1)]
[Dense(3, Activation.Tanh, Name = "code")]
[Dense(16)]
[MeanSquaredErrorLoss]
[RmsProp(LearningRate = 1e-3)]
public sealed partial class Autoencoder;
