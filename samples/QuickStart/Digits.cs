using NeuralLearn.Compiled;

namespace QuickStart;

/// <summary>Tells handwritten digits apart: 8 × 8 pixels in, one score per digit out.</summary>
[Network]
[Input(64)]
[Standardize]
[Dense(64, Activation.ReLU)]
[Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 2e-3)]
internal sealed partial class Digits;
