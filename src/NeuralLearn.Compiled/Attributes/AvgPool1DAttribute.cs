namespace NeuralLearn.Compiled;

/// <summary>
/// The mean of each window along a signal [channels, length], or along the time of a sequence [time, features], which stays a sequence,
/// channel by channel. Along each axis out = ⌊(in + padding - kernel) / stride⌋ + 1, padding counted on both sides. PyTorch: AvgPool1d;
/// Keras: AveragePooling1D.
/// </summary>
public sealed class AvgPool1DAttribute : PoolingAttribute
{
    /// <summary>Pools over windows of one length.</summary>
    /// <param name="kernel">The window's length, 1 or more.</param>
    public AvgPool1DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Whether the mean divides by the whole window, padding counted as zeros, rather than by the inputs it sees. True without a word.</summary>
    public bool CountIncludePad { get; set; } = true;
}
