using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>h = f(W_ih x + b_ih + W_hh h + b_hh), f = tanh or ReLU.</summary>
internal sealed class Rnn : Recurrent
{
    private const string Slot = "Activation";

    public override string Kind => "Rnn";

    public override string AutomaticName => "rnn";

    public override string Formula => "h = f(W x + b + W_h h + b_h)";

    protected override RecurrentKind Recurs => RecurrentKind.Rnn;

    protected override Elementwise? Activation(LayerDeclaration layer) => ActivationCatalog.Function(Chosen(layer));

    protected override void CheckArguments(LayerDeclaration layer, ProblemList problems)
    {
        base.CheckArguments(layer, problems);
        if (Chosen(layer) is not (Compiled.Activation.Tanh or Compiled.Activation.ReLU))
        {
            problems.Add(DeclarationRules.ValueOutOfRange, layer.Index, Slot, Slot, Kind, Chosen(layer), "Activation.Tanh or Activation.ReLU");
        }
    }

    private static Activation Chosen(LayerDeclaration layer) =>
        layer.Attribute.Find(Slot) is { Kind: ArgumentKind.Enumeration } value ? (Activation)value.Integer : Compiled.Activation.Tanh;
}
