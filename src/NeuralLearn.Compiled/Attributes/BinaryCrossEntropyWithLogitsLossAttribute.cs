namespace NeuralLearn.Compiled;

/// <summary>For scores of yes or no, one per output (no sigmoid before it): ln(1 + e^y) - y t, averaged over the outputs. PyTorch: BCEWithLogitsLoss.</summary>
public sealed class BinaryCrossEntropyWithLogitsLossAttribute : ElementLossAttribute
{
    /// <summary>How much more an answer of yes counts, greater than 0. 1 without a word.</summary>
    public double PositiveWeight { get; set; } = 1;
}
