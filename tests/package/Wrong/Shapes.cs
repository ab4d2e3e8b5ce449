using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(1, 8, 8)]
[MaxPool2D(2)]
[Expect(1, 3, 3)]
[Flatten]
[Dense(3)]
[CrossEntropyLoss]
public sealed partial class Shapes
{
}
