namespace NeuralLearn.Compiled;

/// <summary>
/// y = (x - mean) / √(variance + ε) · weight + bias, with mean and biased variance of the row itself (Ba et al. 2016): over the
/// features of a vector or of each step of a sequence, over everything of a signal or an image. PyTorch: LayerNorm; Keras:
/// LayerNormalization.
/// </summary>
public sealed class LayerNormAttribute : SingleInputLayerAttribute
{
    /// <summary>ε, added to the variance. Finite, greater than 0, 1e-5 without a word.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether there are a weight, 1 at first, and a bias, 0 at first, per value normalised together. True without a word.</summary>
    public bool Affine { get; set; } = true;
}
