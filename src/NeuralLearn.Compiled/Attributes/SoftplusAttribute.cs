namespace NeuralLearn.Compiled;

/// <summary>An activation as a line of its own: y = ln(1 + e^(beta x)) / beta, x itself where beta x is above 20. PyTorch: Softplus. The shape stays.</summary>
public sealed class SoftplusAttribute : SingleInputLayerAttribute
{
    /// <summary>Applies the activation.</summary>
    /// <param name="beta">Steepness, greater than 0.</param>
    public SoftplusAttribute(double beta = 1.0) => Beta = beta;

    /// <summary>Steepness, greater than 0.</summary>
    public double Beta { get; }
}
