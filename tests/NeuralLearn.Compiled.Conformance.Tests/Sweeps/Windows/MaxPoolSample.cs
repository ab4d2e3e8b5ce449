using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Sweeps.Graphs;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Windows;

/// <summary>A network of one pooling, flattened, over an image, a signal or the time of a sequence. Its loss is the caller's.</summary>
internal sealed record MaxPoolSample(int Number, ConformancePass Pass, GraphShape From, GraphWindow Rows, GraphWindow Columns) : INetworkSource
{
    public string ClassName { get; } = FormattableString.Invariant($"MaxPool{Number:D3}");

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    public GraphShape To => From with { Height = Rows.Count, Width = Columns.Count };

    /// <summary>Sizes from a seed: windows that overlap, leave inputs out, hang over the end or begin in the padding.</summary>
    public static MaxPoolSample Draw(int number, ConformancePass pass)
    {
        var random = new Random(number);
        while (true)
        {
            var isImage = random.Next(2) == 0;
            var ceiling = random.Next(2) == 0;
            var (height, width, channels) = (isImage ? random.Next(1, 10) : 1, random.Next(1, 12), random.Next(1, 36));
            var axes = isImage ? GraphAxes.Image : random.Next(2) == 0 ? GraphAxes.Signal : GraphAxes.Sequence;
            var sample = new MaxPoolSample(
                number, pass, new GraphShape(axes, channels, height, width), isImage ? Window(random, height, ceiling) : GraphWindow.None, Window(random, width, ceiling));
            if (sample.Rows.Room >= 0 && sample.Columns.Room >= 0)
            {
                return sample;
            }
        }
    }

    public string WriteText() => LearningAdapter.Write(
        ClassName,
        [
            Pass.Arithmetic is { } arithmetic ? $"[Network(Arithmetic = Arithmetic.{arithmetic})]" : "[Network]",
            From.Declaration,
            From.Axes == GraphAxes.Image
                ? $"[MaxPool2D(KernelHeight = {Rows.Kernel}, KernelWidth = {Columns.Kernel}, StrideHeight = {Rows.Stride}, StrideWidth = {Columns.Stride}, PaddingHeight = {Rows.Before}, PaddingWidth = {Columns.Before}, CeilMode = {Word(Columns.Ceiling)})]"
                : $"[MaxPool1D({Columns.Kernel}, Stride = {Columns.Stride}, Padding = {Columns.Before}, CeilMode = {Word(Columns.Ceiling)})]",
            "[Flatten, ExternalLoss]",
        ],
        takesLabels: false);

    private static string Word(bool value) => value ? "true" : "false";

    private static GraphWindow Window(Random random, int length, bool ceiling)
    {
        var kernel = random.Next(1, 5);
        var padding = random.Next((kernel / 2) + 1);
        return new(length, kernel, random.Next(1, 4), padding, padding, 1, ceiling);
    }
}
