namespace NeuralLearn.Compiled;

/// <summary>An activation as a line of its own: y = x where x > 0, else slope · x. PyTorch: LeakyReLU. The shape stays.</summary>
public sealed class LeakyReLUAttribute : SingleInputLayerAttribute
{
    /// <summary>Applies the activation.</summary>
    /// <param name="slope">What negative numbers are multiplied by.</param>
    public LeakyReLUAttribute(double slope = 0.01) => Slope = slope;

    /// <summary>What negative numbers are multiplied by.</summary>
    public double Slope { get; }
}
