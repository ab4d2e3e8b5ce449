using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x where x > 0, else slope x.</summary>
internal sealed class LeakyReLU : ParametricActivation
{
    public override string Kind => "LeakyReLU";

    public override string Formula => "y = x where x > 0, else slope x";

    protected override string Slot => "Slope";

    protected override double Default => 0.01;

    protected override Elementwise Function(double value) => ActivationCatalog.LeakyReLU(value);
}
