namespace NeuralLearn.Compiled;

/// <summary>
/// A convolution along a signal [channels, length], or along the time of a sequence [time, features], which stays a sequence:
/// y = f(W * x + b). Output [channels, out], of a sequence [out, channels], out = ⌊(length + padding - dilation · (kernel - 1) - 1) / stride⌋ + 1, padding counted on both
/// sides; weight [channels, inputs / groups, kernel], bias [channels].
/// PyTorch: Conv1d; Keras: Conv1D. The kernel is not flipped. Weight and bias start uniform in ±1/√fan_in, fan_in = inputs / groups · kernel.
/// </summary>
public sealed class Conv1DAttribute : ConvolutionAttribute
{
    /// <summary>A convolution.</summary>
    /// <param name="channels">How many channels come out, 1 or more.</param>
    /// <param name="activation">The function applied to them; Identity without one.</param>
    public Conv1DAttribute(int channels, Activation activation = Activation.Identity)
        : base(channels, activation)
    {
    }
}
