using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A run of lanes of a packed axis: where it starts, how wide it is in memory, how many of its lanes are real.</summary>
internal readonly record struct Panel(int Index, int Start, int Width, int Valid);

/// <summary>
/// How an axis of features lies in memory: panels of 16 lanes and a last one of 4, 8 or 16, the rest filled with lanes that nobody
/// reads. Every vector width divides a panel, so no kernel has a tail of single elements.
/// </summary>
internal readonly record struct PackedAxis(int Length)
{
    public int FullPanels => Length / SumOrder.VirtualLanes;

    /// <summary>Lanes of the last, partly filled panel; 0 without one.</summary>
    public int TailWidth => (Length % SumOrder.VirtualLanes) switch
    {
        0 => 0,
        <= 4 => 4,
        <= 8 => 8,
        _ => 16,
    };

    public int Width => (FullPanels * SumOrder.VirtualLanes) + TailWidth;

    /// <summary>Floats from one row to the next: whole cache lines for all but the narrowest rows.</summary>
    public int Stride => Width <= 8 ? Width : (Width + 15) / 16 * 16;

    /// <summary>Whether a row in memory is just the values: nothing to copy at the border to the user.</summary>
    public bool IsDense => Stride == Length;

    public Panel? Tail => TailWidth == 0
        ? null
        : new Panel(FullPanels, FullPanels * SumOrder.VirtualLanes, TailWidth, Length - (FullPanels * SumOrder.VirtualLanes));

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
}
