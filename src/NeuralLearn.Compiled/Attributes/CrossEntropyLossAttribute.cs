namespace NeuralLearn.Compiled;

/// <summary>
/// For choosing one of K classes: takes K scores (no softmax before it) and a class index, or K target probabilities.
/// Loss of a row: log Σ e^z - z of the class. PyTorch: CrossEntropyLoss.
/// </summary>
public sealed class CrossEntropyLossAttribute : ClassLossAttribute
{
    /// <summary>
    /// Share of the target spread evenly over all classes, from 0 up to 1: (1-ε)·nll + ε/K·Σ -log p. 0 without a word.
    /// </summary>
    public double LabelSmoothing { get; set; }
}
