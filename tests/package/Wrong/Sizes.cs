using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(4)]
[Dense(16, Activation.ReLU)]
[Dense(3, Inputs = 8)]
[CrossEntropyLoss]
public sealed partial class Sizes
{
}

[Network, Input(7), Dense(2, Inputs = 6), MeanSquaredErrorLoss]
public sealed partial class MoreSizes
{
}
