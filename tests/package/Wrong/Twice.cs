using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(4)]
[Dense(3)]
[Softmax]
[CrossEntropyLoss]
public sealed partial class Twice
{
}
