namespace NeuralLearn.Compiled;

/// <summary>½(y - t)² near the target and delta (|y - t| - ½ delta) farther than delta away, averaged over the outputs. PyTorch: HuberLoss.</summary>
public sealed class HuberLossAttribute : ElementLossAttribute
{
    /// <summary>Where the parabola becomes a line, greater than 0. 1 without a word.</summary>
    public double Delta { get; set; } = 1;
}
