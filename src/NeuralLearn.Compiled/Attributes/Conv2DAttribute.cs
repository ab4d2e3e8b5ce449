namespace NeuralLearn.Compiled;

/// <summary>
/// A convolution over an image [channels, height, width]: y = f(W * x + b). Along each axis
/// out = ⌊(in + padding - dilation · (kernel - 1) - 1) / stride⌋ + 1, padding counted on both sides; weight
/// [channels, inputs / groups, kernel height, kernel width], bias [channels].
/// PyTorch: Conv2d; Keras: Conv2D. The kernel is not flipped. Weight and bias start uniform in ±1/√fan_in, fan_in = inputs / groups · kernel height · kernel width.
/// </summary>
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    /// <summary>A convolution.</summary>
    /// <param name="channels">How many channels come out, 1 or more.</param>
    /// <param name="activation">The function applied to them; Identity without one.</param>
    public Conv2DAttribute(int channels, Activation activation = Activation.Identity)
        : base(channels, activation)
    {
    }

    /// <summary>The kernel's height, where it is not square.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The kernel's width, where it is not square.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Rows from one output to the next, where they differ from the columns.</summary>
    public int StrideHeight { get; set; } = 1;

    /// <summary>Columns from one output to the next, where they differ from the rows.</summary>
    public int StrideWidth { get; set; } = 1;

    /// <summary>Rows of zeros above and below, where they differ from the columns.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns of zeros left and right, where they differ from the rows.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Rows from one tap of the kernel to the next, where they differ from the columns.</summary>
    public int DilationHeight { get; set; } = 1;

    /// <summary>Columns from one tap of the kernel to the next, where they differ from the rows.</summary>
    public int DilationWidth { get; set; } = 1;
}
