namespace NeuralLearn.Compiled;

/// <summary>
/// The largest value of each window along a signal [channels, length], or along the time of a sequence [time, features], which stays a
/// sequence, channel by channel. Along each axis out = ⌊(in + padding - kernel) / stride⌋ + 1, padding counted on both sides. Padding
/// counts as -∞, NaN wins, and of equal values the first takes the whole gradient. PyTorch: MaxPool1d; Keras: MaxPooling1D.
/// </summary>
public sealed class MaxPool1DAttribute : PoolingAttribute
{
    /// <summary>Pools over windows of one length.</summary>
    /// <param name="kernel">The window's length, 1 or more.</param>
    public MaxPool1DAttribute(int kernel)
        : base(kernel)
    {
    }
}
