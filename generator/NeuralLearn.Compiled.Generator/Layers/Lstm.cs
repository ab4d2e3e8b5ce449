using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Gates i, f, g and o; c = f ⊙ c + i ⊙ g, h = o ⊙ tanh c.</summary>
internal sealed class Lstm : Recurrent
{
    public override string Kind => "Lstm";

    public override string AutomaticName => "lstm";

    public override string Formula => "c = f c + i g, h = o tanh c";

    protected override RecurrentKind Recurs => RecurrentKind.Lstm;
}
