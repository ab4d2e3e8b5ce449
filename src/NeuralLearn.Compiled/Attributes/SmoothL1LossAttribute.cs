namespace NeuralLearn.Compiled;

/// <summary>½(y - t)² / beta near the target and |y - t| - ½ beta from beta on, averaged over the outputs. PyTorch: SmoothL1Loss.</summary>
public sealed class SmoothL1LossAttribute : ElementLossAttribute
{
    /// <summary>Where the parabola becomes a line; 0 makes it the absolute error. 1 without a word.</summary>
    public double Beta { get; set; } = 1;
}
