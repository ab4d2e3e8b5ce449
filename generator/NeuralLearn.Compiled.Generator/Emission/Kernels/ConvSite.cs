using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of one convolution have in common: window, sizes, where everything lies.</summary>
internal sealed record ConvSite
{
    public ConvSite(ConvNode node, NetworkPlan plan)
    {
        Name = node.Layer.Identifier;
        Shapes = $"{node.X.Shape} -> {node.Y.Shape}, kernel [{string.Join(", ", node.Weight.Shape)}]{(node.Groups > 1 ? $", {Literal.Int(node.Groups)} groups" : "")}";
        Height = node.Window.Height;
        Width = node.Window.Width;
        Groups = node.Groups;
        GroupInputs = node.GroupInputs;
        Outputs = new PackedAxis(node.OutputChannels);
        HasBias = node.Bias is not null;
        InputRow = plan.Stride(node.X);
        InputPosition = plan.PositionStride(node.X);
        InputChannel = plan.ChannelStride(node.X);
        OutputRow = plan.Stride(node.Y);
        OutputPosition = plan.PositionStride(node.Y);
        InputGradient = PackedAxis.Of(node.X);
        Portable = plan.Portable;
    }

    public string Name { get; }

    public string Shapes { get; }

    public WindowAxis Height { get; private init; }

    public WindowAxis Width { get; private init; }

    public int Groups { get; }

    /// <summary>Channels that go into one output.</summary>
    public int GroupInputs { get; private init; }

    public PackedAxis Outputs { get; private init; }

    public bool HasBias { get; private init; }

    /// <summary>Floats from one row of the batch to the next, from one position, from one channel.</summary>
    public int InputRow { get; private init; }

    public int InputPosition { get; private init; }

    public int InputChannel { get; private init; }

    public int OutputRow { get; private init; }

    public int OutputPosition { get; private init; }

    public PackedAxis InputGradient { get; private init; }

    public bool Portable { get; }

    /// <summary>Whether it works out a gradient.</summary>
    public bool IsBackward { get; private init; }

    public int GroupOutputs => Outputs.Length / Groups;

    public ConvForm Form => ConvSchedule.FormOf(GroupInputs, GroupOutputs, Groups);

    /// <summary>Rows of lanes in a panel of weights.</summary>
    public int WeightRows => Height.Kernel * Width.Kernel * GroupInputs;

    /// <summary>Floats from one panel of 16 outputs to the next.</summary>
    public int PanelSize => WeightRows * SumOrder.VirtualLanes;

    /// <summary>Floats from one line of the image to the next.</summary>
    public int InputLine => Width.Input * InputPosition;

    public int OutputLine => Width.Output * OutputPosition;

    /// <summary>
    /// The gradient's input is what stepped windows gave: it counts as drawn apart, with so many places from one to the next and nothing
    /// between them.
    /// </summary>
    public (int Height, int Width) Apart { get; private init; } = (1, 1);

    public bool IsDrawnApart => Apart != (1, 1);

    /// <summary>Outputs of a line whose windows lie inside it: from, and behind the last; both the same if there are none.</summary>
    public (int From, int End) Inside => IsDrawnApart ? (0, 0) : InsideOf(Width);

    /// <summary>dx as a convolution of dy: the taps are turned round, and what the window hung over becomes what it stops short of.</summary>
    public ConvSite Backward() => this with
    {
        Height = Turned(Height),
        Width = Turned(Width),
        GroupInputs = GroupOutputs,
        Outputs = new PackedAxis(GroupInputs * Groups),
        HasBias = false,
        InputRow = OutputRow,
        InputPosition = OutputPosition,
        InputChannel = 1,
        OutputRow = InputGradient.Stride,
        OutputPosition = InputGradient.PositionStride,
        IsBackward = true,
        Apart = (Height.Stride, Width.Stride),
    };

    public static (int From, int End) InsideOf(WindowAxis axis)
    {
        var inside = Enumerable.Range(0, axis.Output).Where(axis.IsInside).ToList();
        return inside.Count == 0 ? (0, 0) : (inside[0], inside[inside.Count - 1] + 1);
    }

    /// <summary>The window along an axis as inputs see the outputs.</summary>
    public static WindowAxis Turned(WindowAxis axis)
    {
        var begin = axis.Reach - 1 - axis.Begin;
        return new WindowAxis(axis.Output, axis.Kernel, 1, axis.Dilation, begin, axis.Input + axis.Reach - 1 - axis.Output - begin, axis.Input);
    }
}
