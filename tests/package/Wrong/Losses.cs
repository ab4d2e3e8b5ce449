using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(4)]
[Dense(1)]
[CrossEntropyLoss]
public sealed partial class Losses
{
}
