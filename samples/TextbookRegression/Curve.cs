using NeuralLearn.Compiled;

namespace TextbookRegression;

/// <summary>One number in, one out: a hidden layer of ten sigmoid units and a linear output, as textbooks draw it.</summary>
[Network]
[Input(1)]
[Dense(10, Activation.Sigmoid)]
[Dense(1)]
[HalfSquaredErrorLoss]
[Sgd(LearningRate = 0.5, Momentum = 0.9)]
internal sealed partial class Curve;
