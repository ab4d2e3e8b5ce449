namespace NeuralLearn.Compiled;

/// <summary>What every convolution can be told.</summary>
public abstract class ConvolutionAttribute : SingleInputLayerAttribute
{
    private protected ConvolutionAttribute(int channels, Activation activation)
    {
        Channels = channels;
        Activation = activation;
    }

    /// <summary>How many channels come out.</summary>
    public int Channels { get; }

    /// <summary>The function applied to the outputs; the same as the second argument.</summary>
    public Activation Activation { get; set; }

    /// <summary>Taps of the kernel along each axis, 1 or more. It must be given.</summary>
    public int Kernel { get; set; }

    /// <summary>Inputs from one output to the next, 1 or more. 1 without a word.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros on both sides of each axis, 0 or more. 0 without a word. Only with <see cref="PaddingMode.Valid"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Inputs from one tap of the kernel to the next, 1 or more. 1 without a word.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether the padding is a number or follows from the kernel.</summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>
    /// Into how many groups channels are divided, each with outputs of its own: it divides the channels that come in and those that go
    /// out. As many as come in: a depthwise convolution. 1 without a word.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. True without a word.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight starts; fan_out is channels · kernel, whatever the groups. PyTorch's way without a word.</summary>
    public Init Init { get; set; }

    /// <summary>What every bias is at first. Without a word uniform in ±1/√fan_in.</summary>
    public double BiasInit { get; set; }
}
