namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>How a window walks along one axis: output o sees inputs o · stride - begin + t · dilation, for t from 0 below the kernel's length.</summary>
/// <param name="Input">Length of the axis that goes in.</param>
/// <param name="Kernel">Taps of the window.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Begin">Padding before the first input.</param>
/// <param name="End">Padding behind the last.</param>
/// <param name="Output">Length of the axis that comes out.</param>
internal sealed record WindowAxis(int Input, int Kernel, int Stride, int Dilation, int Begin, int End, int Output)
{
    /// <summary>An axis that the window does not walk along, as the height of a signal.</summary>
    public static WindowAxis None { get; } = new(1, 1, 1, 1, 0, 0, 1);

    /// <summary>Inputs from the first tap to the last, both counted.</summary>
    public int Reach => ((Kernel - 1) * Dilation) + 1;

    /// <summary>One window over the whole axis.</summary>
    public static WindowAxis Whole(int length) => new(length, length, 1, 1, 0, 0, 1);

    /// <summary>The input that an output's tap sees; outside the axis it is padding.</summary>
    public int At(int output, int tap) => (output * Stride) - Begin + (tap * Dilation);

    /// <summary>The first tap of an output that sees an input rather than padding.</summary>
    public int FirstTap(int output) => Math.Min(Kernel, Math.Max(0, (-At(output, 0) + Dilation - 1) / Dilation));

    /// <summary>The tap behind the last one of an output that sees an input.</summary>
    public int EndTap(int output)
    {
        var room = Input - 1 - At(output, 0);
        return room < 0 ? FirstTap(output) : Math.Max(FirstTap(output), Math.Min(Kernel, (room / Dilation) + 1));
    }

    /// <summary>Whether every tap of an output sees an input.</summary>
    public bool IsInside(int output) => At(output, 0) >= 0 && At(output, Kernel - 1) < Input;
}

/// <summary>A window over an image; over a signal or a sequence the height is <see cref="WindowAxis.None"/>.</summary>
internal sealed record Window(WindowAxis Height, WindowAxis Width)
{
    public int Taps => Height.Kernel * Width.Kernel;

    public int Outputs => Height.Output * Width.Output;
}
