using NeuralLearn.Compiled;

namespace Wrong;

[Network]
[Input(4)]
[Dense(3)]
[CrossEntropyLoss]
public sealed partial class Members
{
    public string Summary => "flowers";

    public int Length => Summary.Length;
}
