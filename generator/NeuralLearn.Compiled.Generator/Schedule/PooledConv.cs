using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// A convolution, perhaps a ReLU, and a pooling of the largest whose windows lie side by side: one operation. Of each window the
/// convolution's outputs stay in registers until the largest is known, and on the way back only that one has a gradient.
/// </summary>
/// <param name="Activation">Null without one.</param>
internal sealed record PooledConv(ConvNode Conv, MapNode? Activation, PoolNode Pool)
{
    /// <summary>Outputs of a window: all are in registers at once.</summary>
    private const int MostTaps = 9;

    /// <summary>Floats of the inputs that a window sees: their gradient is added up in registers, written out.</summary>
    private const int MostPatchFloats = 1024;

    /// <summary>Floats of all framed kernels, which should stay in the second cache.</summary>
    private const int MostFrameFloats = 1 << 16;

    /// <summary>Lines and places of windows that anybody reads: a pooling behind may leave some out, and with them all that they are made of.</summary>
    public (int Lines, int Places) Read { get; private init; } = (Pool.Window.Height.Output, Pool.Window.Width.Output);

    private int InputStride => PackedAxis.Of(Conv.X).PositionStride;

    public WindowAxis Height => Conv.Window.Height;

    public WindowAxis Width => Conv.Window.Width;

    /// <summary>Lines and positions of the inputs that the outputs of one window see.</summary>
    public (int Height, int Width) Patch => (((Pool.Window.Height.Kernel - 1) * Height.Stride) + Height.Reach, ((Pool.Window.Width.Kernel - 1) * Width.Stride) + Width.Reach);

    /// <summary>Lines and positions of a kernel with zeros around it, so that it covers a patch wherever in the window the largest is.</summary>
    public (int Height, int Width) Frame => (Patch.Height + ((Pool.Window.Height.Kernel - 1) * Height.Stride), Patch.Width + ((Pool.Window.Width.Kernel - 1) * Width.Stride));

    /// <summary>Floats from one line of a frame to the next.</summary>
    public int FrameLine => Frame.Width * InputStride;

    /// <summary>Floats from one output's frame to the next.</summary>
    public int FrameFloats => Frame.Height * FrameLine;

    /// <summary>Where in a frame the kernel begins.</summary>
    public int FrameStart => ((Pool.Window.Height.Kernel - 1) * Height.Stride * FrameLine) + ((Pool.Window.Width.Kernel - 1) * Width.Stride * InputStride);

    /// <summary>Where a frame is read so that its kernel meets the inputs that an output of the window saw; it also tells the outputs apart.</summary>
    public int Shift(int line, int place) => FrameStart - (line * Height.Stride * FrameLine) - (place * Width.Stride * InputStride);

    /// <summary>The outputs of a window in row-major order.</summary>
    public IEnumerable<(int Line, int Place)> Taps => Enumerable.Range(0, Pool.Window.Taps).Select(tap => (tap / Pool.Window.Width.Kernel, tap % Pool.Window.Width.Kernel));

    /// <summary>What the activation does to the largest, which is what it does to each: it does not change which is larger.</summary>
    public MapNode? PooledActivation => Activation is null ? null : new MapNode(Activation.Layer, Activation.Function, Pool.Y, Pool.Y);

    /// <summary>Null where they stay three operations. A function of graph and shapes alone, as it decides the order of the gradients' sums.</summary>
    public static PooledConv? Of(NetworkGraph graph, ConvNode conv)
    {
        var behind = OnlyReader(graph, conv.Y);
        var activation = behind as MapNode;
        if (activation is not null)
        {
            if (activation.Function.Name != "relu")
            {
                return null;
            }

            behind = OnlyReader(graph, activation.Y);
        }

        if (behind is not PoolNode { Kind: PoolKind.Max, IsGlobal: false } pool || conv.Groups != 1
            || !IsPlain(conv.Window.Height) || !IsPlain(conv.Window.Width) || !IsSideBySide(pool.Window.Height) || !IsSideBySide(pool.Window.Width)
            || pool.Window.Taps is < 2 or > MostTaps)
        {
            return null;
        }

        var pooled = new PooledConv(conv, activation, pool);
        if (pooled.Patch.Height * pooled.Patch.Width * pooled.InputStride > MostPatchFloats || conv.OutputChannels * pooled.FrameFloats > MostFrameFloats)
        {
            return null;
        }

        return OnlyReader(graph, pool.Y) is ConvNode next && Of(graph, next) is { } reader
            ? pooled with
            {
                Read = (Seen(reader.Height, reader.Read.Lines * reader.Pool.Window.Height.Kernel), Seen(reader.Width, reader.Read.Places * reader.Pool.Window.Width.Kernel)),
            }
            : pooled;
    }

    /// <summary>That whose pooling this is.</summary>
    public static PooledConv? Of(NetworkGraph graph, PoolNode pool) =>
        graph.Nodes.OfType<ConvNode>().Select(conv => Of(graph, conv)).FirstOrDefault(pooled => ReferenceEquals(pooled?.Pool, pool));

    /// <summary>Sums of a tile: pooled places × outputs of a window × vectors.</summary>
    public int MostPlaces(int level, int vectors) => Math.Max(1, ConvSchedule.Sums(level) / (Pool.Window.Taps * vectors));

    /// <summary>Vectors of channels of a tile: two where that many sums fit, which then share each input loaded.</summary>
    public int MostVectors(int level) => Pool.Window.Taps * 2 <= ConvSchedule.Sums(level) ? 2 : 1;

    private static Node? OnlyReader(NetworkGraph graph, Value value)
    {
        var readers = graph.Nodes.Where(reader => reader.Reads(value)).ToList();
        var isWanted = graph.Outputs.Any(output => ReferenceEquals(output.Value, value))
            || graph.Losses.Any(loss => ReferenceEquals(loss.Terms.OwnTarget, value) || ReferenceEquals(loss.Output, value));
        return readers.Count == 1 && !isWanted ? readers[0] : null;
    }

    /// <summary>Inputs that so many outputs see, counted from the first.</summary>
    private static int Seen(WindowAxis axis, int outputs) => axis.At(outputs - 1, axis.Kernel - 1) + 1;

    private static bool IsPlain(WindowAxis axis) => Enumerable.Range(0, axis.Output).All(axis.IsInside);

    private static bool IsSideBySide(WindowAxis axis) => axis.Stride == axis.Kernel && axis.Dilation == 1 && axis.Begin == 0 && axis.End == 0 && IsPlain(axis);
}

/// <summary>y = the largest of each window of f(W * x + b).</summary>
/// <param name="Keeps">Whether the way back must know which was the largest.</param>
internal sealed record PooledConvStep(PooledConv Pooled, bool Keeps) : ForwardStep(Pooled.Conv, Pooled.Conv.X, Pooled.Pool.Y)
{
    public override IReadOnlyList<Value> Workspace => Keeps ? [Pooled.Pool.Winners] : [];
}

/// <summary>dW += what the taps of the largest saw, times dy; db += dy.</summary>
internal sealed record PooledWeightGradientStep(PooledConv Pooled, GradientBuffer Dy) : BackwardStep(Pooled.Conv, Dy, false);

/// <summary>Each output's kernel with zeros around it.</summary>
internal sealed record PooledFrameStep(PooledConv Pooled, GradientBuffer Dy, GradientBuffer Framed, bool InputOnly) : BackwardStep(Pooled.Conv, Dy, InputOnly);

/// <summary>dx: the kernel of each largest, times dy, where it stood.</summary>
internal sealed record PooledInputGradientStep(PooledConv Pooled, GradientBuffer Dy, GradientBuffer Framed, GradientBuffer Dx, bool InputOnly)
    : BackwardStep(Pooled.Conv, Dy, InputOnly);

/// <summary>What of a weight gradient stays in registers while the windows go by, and how many channels of one tap.</summary>
internal static class PooledGradientSchedule
{
    public static (ConvGradientForm Form, int Channels) Of(int lines, int taps, int channels, int vectors, int level)
    {
        var sums = ConvSchedule.Sums(level);
        if (lines * taps * channels * vectors <= sums)
        {
            return (ConvGradientForm.Kernel, channels);
        }

        if (taps * channels * vectors <= sums)
        {
            return (ConvGradientForm.Line, channels);
        }

        var tiles = ((channels * vectors) + sums - 1) / sums;
        return (ConvGradientForm.Tap, Math.Max(1, (channels + tiles - 1) / tiles));
    }
}
