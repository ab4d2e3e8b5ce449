using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Windows;

/// <summary>
/// A network of one convolution, perhaps with a ReLU and a pooling of the largest behind it, flattened. Its loss is the caller's, so that what flows back is the upstream gradient itself.
/// </summary>
internal sealed record ConvSample(
    int Number, ConformancePass Pass, int Groups, int GroupInputs, int GroupOutputs, int Height, int Width, int KernelHeight, int KernelWidth,
    int Stride, int Padding, int Dilation, bool HasBias, int PoolHeight = 1, int PoolWidth = 1, bool HasReLU = false) : INetworkSource
{
    public string ClassName { get; } = FormattableString.Invariant($"Conv{Number:D3}");

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    public int Channels => Groups * GroupInputs;

    public int Outputs => Groups * GroupOutputs;

    /// <summary>Of the convolution; what is left over from the pooling's windows counts too.</summary>
    public int ConvHeight => Length(Height, KernelHeight);

    public int ConvWidth => Length(Width, KernelWidth);

    public int OutputHeight => ConvHeight / PoolHeight;

    public int OutputWidth => ConvWidth / PoolWidth;

    public int InputSize => Channels * Height * Width;

    public int OutputSize => Outputs * OutputHeight * OutputWidth;

    /// <summary>Sizes from a seed: windows that hang over, leave inputs out, or see nothing but padding; groups that fill vectors and groups that do not.</summary>
    public static ConvSample Draw(int number, ConformancePass pass)
    {
        var random = new Random(number);
        while (true)
        {
            var groups = random.Next(4) switch { 0 => 2, 1 => random.Next(1, 21), _ => 1 };
            var sample = new ConvSample(
                number, pass, groups, groups > 4 ? 1 : random.Next(1, 8), groups > 4 ? random.Next(1, 5) : random.Next(1, groups == 1 ? 36 : 14), random.Next(1, 12), random.Next(1, 12),
                random.Next(1, 5), random.Next(1, 5), random.Next(3) == 0 ? random.Next(2, 4) : 1, random.Next(2) == 0 ? random.Next(1, 4) : 0,
                random.Next(4) == 0 ? 2 : 1, random.Next(4) > 0);
            if (sample.OutputHeight > 0 && sample.OutputWidth > 0)
            {
                return sample;
            }
        }
    }

    /// <summary>With a pooling whose windows lie side by side, most of them without padding in front, which is where all can be one operation.</summary>
    public static ConvSample DrawPooled(int number, ConformancePass pass)
    {
        var random = new Random(number);
        while (true)
        {
            var sample = new ConvSample(
                number, pass, 1, random.Next(1, 22), random.Next(1, 36), random.Next(1, 15), random.Next(1, 15), random.Next(1, 4), random.Next(1, 4),
                random.Next(4) == 0 ? 2 : 1, random.Next(6) == 0 ? 1 : 0, random.Next(4) == 0 ? 2 : 1, random.Next(4) > 0,
                random.Next(1, 4), random.Next(2, 4), random.Next(3) > 0);
            if (sample.OutputHeight > 0 && sample.OutputWidth > 0 && sample.OutputHeight * sample.OutputWidth > 1)
            {
                return sample;
            }
        }
    }

    public string WriteText() => LearningAdapter.Write(
        ClassName,
        [
            Pass.Arithmetic is { } arithmetic ? $"[Network(Arithmetic = Arithmetic.{arithmetic})]" : "[Network]",
            $"[Input({Channels}, {Height}, {Width})]",
            $"[Conv2D({Outputs}, Activation.{(HasReLU ? "ReLU" : "Identity")}, KernelHeight = {KernelHeight}, KernelWidth = {KernelWidth}, Stride = {Stride}, Padding = {Padding}, Dilation = {Dilation}, Groups = {Groups}, Bias = {(HasBias ? "true" : "false")})]",
            .. PoolHeight * PoolWidth > 1 ? new[] { $"[MaxPool2D(KernelHeight = {PoolHeight}, KernelWidth = {PoolWidth})]" } : [],
            "[Flatten, ExternalLoss]",
        ],
        takesLabels: false);

    private int Length(int input, int kernel)
    {
        var room = input + (2 * Padding) - ((kernel - 1) * Dilation) - 1;
        return room < 0 ? 0 : (room / Stride) + 1;
    }
}
