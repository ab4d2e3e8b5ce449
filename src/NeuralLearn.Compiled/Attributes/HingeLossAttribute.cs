namespace NeuralLearn.Compiled;

/// <summary>
/// A margin instead of probabilities. One output: max(0, 1 - t y) with a target t of 1 or -1. Several: Σ max(0, 1 - y[class] + y) over the
/// other classes, divided by the number of outputs, with a class index. PyTorch: MultiMarginLoss for several outputs.
/// </summary>
public sealed class HingeLossAttribute : LossAttribute
{
    /// <summary>Rows with this label have no loss and count for nothing. -100 without a word.</summary>
    public int IgnoreLabel { get; set; } = -100;
}
