using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = ln(1 + e^(beta x)) / beta.</summary>
internal sealed class Softplus : ParametricActivation
{
    public override string Kind => "Softplus";

    public override string Formula => "y = ln(1 + e^(beta x)) / beta";

    protected override string Slot => "Beta";

    protected override double Default => 1;

    protected override string Range => "a finite number greater than 0";

    protected override bool Accepts(double value) => value > 0;

    protected override Elementwise Function(double value) => ActivationCatalog.Softplus(value);
}
