namespace NeuralLearn.Compiled;

/// <summary>
/// y = (x - mean) / √(variance + ε) · weight + bias for each feature or channel (Ioffe and Szegedy 2015). In training, mean and biased
/// variance are those of the batch, over its rows and, of signals, images and sequences, their positions; the buffers running_mean and
/// running_var follow them and are used otherwise. So a training call needs more than one value per channel. With Trainable = false the
/// running ones are used in training too and stay. PyTorch: BatchNorm1d and BatchNorm2d; Keras: BatchNormalization, whose momentum of
/// 0.99 is 0.01 here.
/// </summary>
public sealed class BatchNormAttribute : SingleInputLayerAttribute
{
    /// <summary>The weight of a batch in the running mean and variance, from 0 to 1. 0.1 without a word.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>ε, added to the variance. Finite, greater than 0, 1e-5 without a word.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether there are a weight, 1 at first, and a bias, 0 at first, per channel. True without a word.</summary>
    public bool Affine { get; set; } = true;
}
