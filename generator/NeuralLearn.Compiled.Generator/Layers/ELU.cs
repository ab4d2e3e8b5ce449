using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x where x > 0, else alpha (e^x - 1).</summary>
internal sealed class ELU : ParametricActivation
{
    public override string Kind => "ELU";

    public override string Formula => "y = x where x > 0, else alpha (e^x - 1)";

    protected override string Slot => "Alpha";

    protected override double Default => 1;

    protected override Elementwise Function(double value) => ActivationCatalog.ELU(value);
}
