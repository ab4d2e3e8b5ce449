using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A run of lanes of a packed axis: where it starts, how wide it is in memory, how many of its lanes are real.</summary>
internal readonly record struct Panel(int Index, int Start, int Width, int Valid);

/// <summary>
/// How an axis of features lies in memory: panels of 16 lanes and a last one of 4, 8 or 16, the rest filled with lanes that nobody
/// reads. Every vector width divides a panel, so no kernel has a tail of single elements. Signals, images and sequences are such an axis of
/// channels at each of their positions, one position behind the other.
/// </summary>
/// <param name="Length">Features, or channels at each position.</param>
/// <param name="Positions">1 for a vector.</param>
/// <param name="IsChannelsFirst">The user has all positions of a channel, then of the next; in memory it is always the other way round.</param>
internal readonly record struct PackedAxis(int Length, int Positions = 1, bool IsChannelsFirst = false)
{
    /// <summary>How a value of this shape lies in memory.</summary>
    public static PackedAxis Of(Shape shape) => new(shape.Channels, shape.Positions, shape.IsChannelsFirst && shape.Positions > 1);

    /// <summary>How a value lies in memory.</summary>
    public static PackedAxis Of(Value value) => Of(value is FlattenedValue { IsAlias: true } flattened ? flattened.Source.Shape : value.Shape);

    /// <summary>The same, of one of its positions: what kernels see that work on each alone.</summary>
    public static PackedAxis AtPosition(Value value) => new(value.Shape.Channels);

    public int FullPanels => Length / SumOrder.VirtualLanes;

    /// <summary>Lanes of the last, partly filled panel; 0 without one.</summary>
    public int TailWidth => (Length % SumOrder.VirtualLanes) switch
    {
        0 => 0,
        <= 4 => 4,
        <= 8 => 8,
        _ => 16,
    };

    /// <summary>Lanes of a sum along the axis: all of the virtual ones, or of the only panel.</summary>
    public int SumLanes => FullPanels > 0 ? SumOrder.VirtualLanes : TailWidth;

    public int Width => (FullPanels * SumOrder.VirtualLanes) + TailWidth;

    /// <summary>Floats from one position to the next, by the same measure as those of rows.</summary>
    public int PositionStride => Aligned(Width);

    /// <summary>Floats from one row to the next. Rows of several positions lie as close as those, so that a batch is a longer row of positions.</summary>
    public int Stride => Positions * PositionStride;

    /// <summary>Whether a row in memory is just the values in the user's order: nothing to copy at the border to the user.</summary>
    public bool IsDense => Stride == Length * Positions && !IsChannelsFirst;

    public Panel? Tail => TailWidth == 0
        ? null
        : new Panel(FullPanels, FullPanels * SumOrder.VirtualLanes, TailWidth, Length - (FullPanels * SumOrder.VirtualLanes));

    /// <summary>The position and the channel of a value of the user's row.</summary>
    public (int Position, int Channel) PlaceOf(int flatIndex) => IsChannelsFirst
        ? (flatIndex % Positions, flatIndex / Positions)
        : (flatIndex / Length, flatIndex % Length);

    /// <summary>Where a value of the user's row lies in the row in memory.</summary>
    public int OffsetOf(int flatIndex)
    {
        var (position, channel) = PlaceOf(flatIndex);
        return (position * PositionStride) + channel;
    }

    public static Panel Full(int index) => new(index, index * SumOrder.VirtualLanes, SumOrder.VirtualLanes, SumOrder.VirtualLanes);

    public IEnumerable<Panel> Panels
    {
        get
        {
            for (var i = 0; i < FullPanels; i++)
            {
                yield return Full(i);
            }

            if (Tail is { } tail)
            {
                yield return tail;
            }
        }
    }

    private static int Aligned(int floats) => floats <= 8 ? floats : (floats + 15) / 16 * 16;
}
