using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Gates r and z, and n = tanh(W_n x + b_n + r ⊙ (W_hn h + b_hn)); h = (1 - z) ⊙ n + z ⊙ h.</summary>
internal sealed class Gru : Recurrent
{
    public override string Kind => "Gru";

    public override string AutomaticName => "gru";

    public override string Formula => "h = (1 - z) n + z h, n = tanh(W_n x + b_n + r (W_hn h + b_hn))";

    protected override RecurrentKind Recurs => RecurrentKind.Gru;
}
