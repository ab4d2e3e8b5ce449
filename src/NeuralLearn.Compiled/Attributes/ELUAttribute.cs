namespace NeuralLearn.Compiled;

/// <summary>An activation as a line of its own: y = x where x > 0, else alpha (e^x - 1). PyTorch: ELU. The shape stays.</summary>
public sealed class ELUAttribute : SingleInputLayerAttribute
{
    /// <summary>Applies the activation.</summary>
    /// <param name="alpha">What large negative numbers approach, with its sign changed.</param>
    public ELUAttribute(double alpha = 1.0) => Alpha = alpha;

    /// <summary>What large negative numbers approach, with its sign changed.</summary>
    public double Alpha { get; }
}
