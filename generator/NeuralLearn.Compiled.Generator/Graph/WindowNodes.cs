namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>
/// y[o] = b[o] + Σ over taps and the channels of o's group of W[o, c, tap] x[c, position of the tap], padding counted as 0: PyTorch's
/// convolution, which does not flip the kernel. A signal or a sequence is an image of height 1.
/// </summary>
internal sealed class ConvNode(LayerLabel layer, Value x, Parameter weight, Parameter? bias, Window window, int groups, Value y) : Node(layer, x, y)
{
    /// <summary>[outputs, inputs of a group, kernel] or [outputs, inputs of a group, kernel height, kernel width].</summary>
    public Parameter Weight { get; } = weight;

    /// <summary>[outputs].</summary>
    public Parameter? Bias { get; } = bias;

    public Window Window { get; } = window;

    public int Groups { get; } = groups;

    public int InputChannels => X.Shape.Channels;

    public int OutputChannels => Y.Shape.Channels;

    /// <summary>Channels that go into one output.</summary>
    public int GroupInputs => InputChannels / Groups;

    /// <summary>Outputs that read the same channels.</summary>
    public int GroupOutputs => OutputChannels / Groups;

    /// <summary>Every output reads one channel, its own or one shared with its neighbours.</summary>
    public bool IsDepthwise => Groups == InputChannels;

    /// <summary>It goes on by one step of a stream.</summary>
    public bool IsStreaming { get; private init; }

    public override bool Learns => Weight.Learns;

    /// <summary>The same for one step of a stream: the inputs that this step sees, the newest last, give one output.</summary>
    public ConvNode ForOneStep(Value x, Value y) =>
        new(Layer, x, Weight, Bias, new Window(WindowAxis.None, Window.Width with { Input = Window.Width.Reach, Begin = 0, End = 0, Output = 1 }), Groups, y) { IsStreaming = true };

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new ConvNode(Layer, inputs[0], Weight, Bias, Window, Groups, y) { IsStreaming = IsStreaming };
}

/// <summary>The last steps of a stream: all move up by one, and the newest comes last.</summary>
internal sealed class HistoryNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new HistoryNode(Layer, inputs[0], y);
}

internal enum PoolKind
{
    /// <summary>The largest input, padding counted as -∞; NaN wins, of equal ones the first in row-major order takes the whole gradient.</summary>
    Max,

    /// <summary>The sum of the inputs, padding counted as 0, divided by <see cref="PoolNode.Divisor"/>.</summary>
    Average,
}

/// <summary>The largest or the mean of a window, channel by channel; of the whole value if <see cref="IsGlobal"/>, which gives a vector.</summary>
internal sealed class PoolNode(LayerLabel layer, PoolKind kind, Value x, Window window, bool countsPadding, Value y) : Node(layer, x, y)
{
    public PoolKind Kind { get; } = kind;

    public Window Window { get; } = window;

    /// <summary>Whether the mean divides by the window with its padding rather than by the inputs that it sees.</summary>
    public bool CountsPadding { get; } = countsPadding;

    /// <summary>Where training notes which input was the largest of each window, if it does.</summary>
    public Value Winners { get; } = new(~y.Id, y.Name + "Winners", y.Shape);

    public bool IsGlobal => Window.Outputs == 1 && Window.Taps == X.Shape.Positions;

    /// <summary>What an output's sum is divided by. With the padding counted, a window that hangs over the padded end is cut there, as in PyTorch.</summary>
    public int Divisor(int row, int column) => Extent(Window.Height, row) * Extent(Window.Width, column);

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new PoolNode(Layer, Kind, inputs[0], Window, CountsPadding, y);

    private int Extent(WindowAxis axis, int output)
    {
        var start = axis.At(output, 0);
        return CountsPadding
            ? Math.Min(start + axis.Kernel, axis.Input + axis.End) - start
            : axis.EndTap(output) - axis.FirstTap(output);
    }
}
