using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(4)]
[Dense(3)]
[CrossEntropyLoss]
public sealed class Partial
{
}
