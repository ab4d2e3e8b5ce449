using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>
/// Where the elements of a tensor lie that is more than one matrix: the taps of a kernel, gates one behind the other, inputs that have
/// positions, or one number per element of a value. Used by generated code.
/// </summary>
/// <param name="Lanes">What runs along the lanes: outputs of one gate, inputs, or channels.</param>
/// <param name="Rows">Rows of lanes in a panel: inputs at all taps, or outputs; 1 for a bias or a value.</param>
/// <param name="Blocks">Gates, or positions of a value.</param>
/// <param name="Taps">Taps of a kernel, or positions of flattened inputs.</param>
/// <param name="Kind">Which of the three.</param>
/// <param name="IsChannelsFirst">The user has all positions of a channel, then of the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TensorLayout(int Lanes, int Rows, int Blocks, int Taps, TensorLayoutKind Kind, bool IsChannelsFirst)
{
    private const int PanelLanes = 16;

    private int Width => PanelStart(Lanes) + (Lanes % PanelLanes) switch
    {
        0 => 0,
        <= 4 => 4,
        <= 8 => 8,
        _ => PanelLanes,
    };

    private int BlockStride => Rows == 1 ? (Width <= 8 ? Width : Aligned(Width)) : Aligned(Rows * Width);

    /// <summary>Floats that the tensor takes.</summary>
    public int PackedLength => Blocks == 1 ? Aligned(Rows * Width) : Aligned(Blocks * BlockStride);

    /// <summary>Where an element lies, counted from where the tensor begins.</summary>
    /// <param name="flatIndex">Its place in the user's row-major order.</param>
    public int OffsetOf(int flatIndex)
    {
        switch (Kind)
        {
            case TensorLayoutKind.Value:
                var (position, channel) = PlaceOf(flatIndex);
                return (position * BlockStride) + channel;
            case TensorLayoutKind.AlongInputs:
                return InPanel(InMemory(flatIndex % Lanes, Lanes), flatIndex / Lanes);
            default:
                int row = flatIndex / Rows, column = flatIndex % Rows;
                return (row / Lanes * BlockStride) + InPanel(row % Lanes, InMemory(column, Rows));
        }
    }

    private int InMemory(int column, int columns) => (column % Taps * (columns / Taps)) + (column / Taps);

    private static int PanelStart(int lane) => lane / PanelLanes * PanelLanes;

    private static int Aligned(int floats) => (floats + PanelLanes - 1) / PanelLanes * PanelLanes;

    private (int Position, int Channel) PlaceOf(int index) =>
        IsChannelsFirst ? (index % Blocks, index / Blocks) : (index / Lanes, index % Lanes);

    private int InPanel(int lane, int row)
    {
        var start = PanelStart(lane);
        return (start * Rows) + (row * Math.Min(PanelLanes, Width - start)) + lane - start;
    }
}

/// <summary>What a tensor's memory follows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TensorLayoutKind
{
    /// <summary>Lanes are outputs: [gates · outputs, inputs, taps].</summary>
    AlongOutputs,

    /// <summary>Lanes are inputs: [outputs, inputs, those of flattened positions one position behind the other].</summary>
    AlongInputs,

    /// <summary>One number per element of a value.</summary>
    Value,
}
