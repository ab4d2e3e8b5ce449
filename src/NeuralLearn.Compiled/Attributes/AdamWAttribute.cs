namespace NeuralLearn.Compiled;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019) as in PyTorch: θ ← θ (1 - ηλ) before Adam's step.</summary>
public sealed class AdamWAttribute : OptimizerAttribute
{
    /// <summary>AdamW with a weight decay of 0.01.</summary>
    public AdamWAttribute() => WeightDecay = 1e-2;

    /// <summary>β₁, from 0 up to 1.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>β₂, from 0 up to 1.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε, greater than 0.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>Divides by the largest v seen so far.</summary>
    public bool AmsGrad { get; set; }
}
