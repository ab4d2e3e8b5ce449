using NeuralLearn.Compiled;

namespace QuickStart;

/// <summary>Tells handwritten digits apart: 8 × 8 pixels in, one score per digit out.</summary>
[Network]
[Input(DigitSet.Pixels)]
[Dense(64, Activation.ReLU)]
[Dense(DigitSet.Classes)]
[CrossEntropyLoss]
[Adam(LearningRate = 5e-3)]
internal sealed partial class Digits;
