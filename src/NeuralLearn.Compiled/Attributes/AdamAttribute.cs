namespace NeuralLearn.Compiled;

/// <summary>
/// Adam (Kingma and Ba 2015) as in PyTorch: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g²,
/// θ ← θ - η/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε).
/// </summary>
public sealed class AdamAttribute : OptimizerAttribute
{
    /// <summary>β₁, from 0 up to 1.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂, from 0 up to 1.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε, greater than 0.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>Divides by the largest v seen so far, taken before its bias correction (Reddi et al. 2018).</summary>
    public bool AmsGrad { get; set; }
}
