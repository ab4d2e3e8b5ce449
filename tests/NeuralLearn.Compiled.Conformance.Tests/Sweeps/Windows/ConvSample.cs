using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Windows;

/// <summary>
/// A network of one convolution, flattened. Its loss is the caller's, so that what flows back is the upstream gradient itself.
/// </summary>
internal sealed record ConvSample(
    int Number, ConformancePass Pass, int Groups, int GroupInputs, int GroupOutputs, int Height, int Width, int KernelHeight, int KernelWidth,
    int Stride, int Padding, int Dilation, bool HasBias) : INetworkSource
{
    public string ClassName { get; } = FormattableString.Invariant($"Conv{Number:D3}");

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    public int Channels => Groups * GroupInputs;

    public int Outputs => Groups * GroupOutputs;

    public int OutputHeight => Length(Height, KernelHeight);

    public int OutputWidth => Length(Width, KernelWidth);

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

    public string WriteText() => LearningAdapter.Write(
        ClassName,
        [
            Pass.Arithmetic is { } arithmetic ? $"[Network(Arithmetic = Arithmetic.{arithmetic})]" : "[Network]",
            $"[Input({Channels}, {Height}, {Width})]",
            $"[Conv2D({Outputs}, KernelHeight = {KernelHeight}, KernelWidth = {KernelWidth}, Stride = {Stride}, Padding = {Padding}, Dilation = {Dilation}, Groups = {Groups}, Bias = {(HasBias ? "true" : "false")})]",
            "[Flatten, ExternalLoss]",
        ],
        takesLabels: false);

    private int Length(int input, int kernel)
    {
        var room = input + (2 * Padding) - ((kernel - 1) * Dilation) - 1;
        return room < 0 ? 0 : (room / Stride) + 1;
    }
}
