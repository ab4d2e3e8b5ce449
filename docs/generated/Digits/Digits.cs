using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>Digits of 4 by 4 points: a layer of 16, scores of five classes.</summary>
[Network]
[Input(16)]
[Dense(16, Activation.ReLU)]
[Dense(5)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3)]
public sealed partial class Digits;
