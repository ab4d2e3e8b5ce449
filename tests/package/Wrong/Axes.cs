using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(1, 8, 8)]
[Dense(10)]
[CrossEntropyLoss]
public sealed partial class Axes
{
}
