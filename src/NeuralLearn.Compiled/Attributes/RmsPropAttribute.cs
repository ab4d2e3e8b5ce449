namespace NeuralLearn.Compiled;

/// <summary>RMSprop as in PyTorch: v ← αv + (1-α)g², θ ← θ - ηg / (√v + ε).</summary>
public sealed class RmsPropAttribute : OptimizerAttribute
{
    /// <summary>RMSprop with a learning rate of 0.01.</summary>
    public RmsPropAttribute() => LearningRate = 1e-2;

    /// <summary>α, from 0 up to 1.</summary>
    public double Alpha { get; set; } = 0.99;

    /// <summary>ε, outside the root, greater than 0.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>μ on the scaled step, from 0 up to 1. 0 without a word.</summary>
    public double Momentum { get; set; }

    /// <summary>Takes the square of the mean gradient off v.</summary>
    public bool Centered { get; set; }
}
