namespace NeuralLearn.Compiled;

/// <summary>Adagrad (Duchi, Hazan, Singer 2011) as in PyTorch: s ← s + g², θ ← θ - η/(1 + (t-1)·decay) · g / (√s + ε).</summary>
public sealed class AdagradAttribute : OptimizerAttribute
{
    /// <summary>Adagrad with a learning rate of 0.01.</summary>
    public AdagradAttribute() => LearningRate = 1e-2;

    /// <summary>Decay of the learning rate per step, 0 or more.</summary>
    public double LearningRateDecay { get; set; }

    /// <summary>What s begins with, 0 or more.</summary>
    public double InitialAccumulator { get; set; }

    /// <summary>ε, outside the root, greater than 0.</summary>
    public double Epsilon { get; set; } = 1e-10;
}
