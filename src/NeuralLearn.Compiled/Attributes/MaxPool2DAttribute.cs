namespace NeuralLearn.Compiled;

/// <summary>
/// The largest value of each window over an image [channels, height, width], channel by channel. Along each axis out = ⌊(in + padding -
/// kernel) / stride⌋ + 1, padding counted on both sides. Padding counts as -∞, NaN wins, and of equal values the first takes the whole
/// gradient. PyTorch: MaxPool2d; Keras: MaxPooling2D.
/// </summary>
public sealed class MaxPool2DAttribute : PoolingAttribute
{
    /// <summary>Pools over windows of one length along both axes.</summary>
    /// <param name="kernel">The window's length, 1 or more.</param>
    public MaxPool2DAttribute(int kernel)
        : base(kernel)
    {
    }

    /// <summary>Pools over windows that are not square: give <see cref="KernelHeight"/> and <see cref="KernelWidth"/>.</summary>
    public MaxPool2DAttribute()
    {
    }

    /// <summary>The window's height, where it is not square.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The window's width, where it is not square.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Rows from one window to the next, where they differ from the columns.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns from one window to the next, where they differ from the rows.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Padding above and below, where it differs from that at the sides.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Padding left and right, where it differs from that above and below.</summary>
    public int PaddingWidth { get; set; }
}
