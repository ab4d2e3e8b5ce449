namespace NeuralLearn.Compiled;

/// <summary>
/// Stochastic gradient descent with PyTorch's momentum: b ← μb + (1-δ)g (the first b is g), θ ← θ - ηb.
/// </summary>
public sealed class SgdAttribute : OptimizerAttribute
{
    /// <summary>μ, from 0 up to 1. 0 without a word.</summary>
    public double Momentum { get; set; }

    /// <summary>δ: what is taken off the gradient before it enters the momentum. 0 without a word.</summary>
    public double Dampening { get; set; }

    /// <summary>Steps along g + μb instead of b. Needs momentum, and no dampening.</summary>
    public bool Nesterov { get; set; }
}
