using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Where a tensor lies. Weights are input-major: panel after panel of outputs, in a panel one row of lanes per input. So a kernel
/// reads them in one stream, each input multiplies whole vectors of outputs, and no sum runs across lanes. Where outputs are too few for
/// that, it is the other way round: panels of inputs, in a panel one row of lanes per output. Of a convolution the rows of a panel are the
/// taps of the kernel, at each tap its inputs, as a window meets them in memory. Gates are such weights one behind the other. What belongs
/// to the elements of a value lies as they do.
/// </summary>
/// <param name="Rows">Rows of a panel: inputs of a weight at all its taps, or its outputs; 1 for a bias.</param>
/// <param name="Axis">What runs along the lanes; its positions are gates, or those of a value.</param>
/// <param name="AlongInputs">Lanes are inputs.</param>
/// <param name="Offset">In the packed buffer, a multiple of 16 floats.</param>
/// <param name="FlatOffset">In the user's flat vector.</param>
/// <param name="Taps">Positions of a kernel's window, or of a flattened signal or image; 1 for other tensors.</param>
internal sealed record PackedTensor(Parameter Parameter, int Rows, PackedAxis Axis, bool AlongInputs, int Offset, int FlatOffset, int Taps = 1)
{
    /// <summary>Floats taken, rounded up so that the next tensor is aligned to a cache line too.</summary>
    public int Length => Axis.Positions == 1 ? Aligned(Rows * Axis.Width) : Aligned(Axis.Positions * PositionStride);

    /// <summary>Floats from one gate, or one position of a value, to the next.</summary>
    public int PositionStride => Rows == 1 ? Axis.PositionStride : Aligned(Rows * Axis.Width);

    /// <summary>Where a panel begins, counted from where the tensor, or the gate, does.</summary>
    public int PanelOffset(Panel panel) => panel.Start * Rows;

    /// <summary>Where an element of the user's row-major tensor lies, counted from <see cref="Offset"/>.</summary>
    public int OffsetOf(int flatIndex)
    {
        if (Parameter.Form is ValueForm)
        {
            return Axis.OffsetOf(flatIndex);
        }

        // The user has [gates · outputs, inputs, taps], or [outputs, inputs] with those of all positions in the user's order.
        if (AlongInputs)
        {
            return InPanel(InMemory(flatIndex % Axis.Length, Axis.Length), flatIndex / Axis.Length);
        }

        int row = flatIndex / Rows, column = flatIndex % Rows;
        return (row / Axis.Length * PositionStride) + InPanel(row % Axis.Length, InMemory(column, Rows));
    }

    /// <summary>The user counts all taps of an input, then of the next; in memory it is the other way round.</summary>
    private int InMemory(int column, int columns) => (column % Taps * (columns / Taps)) + (column / Taps);

    private static int Aligned(int floats) => (floats + 15) / 16 * 16;

    private int InPanel(int lane, int row)
    {
        var panel = lane / SumOrder.VirtualLanes;
        var start = panel * SumOrder.VirtualLanes;
        var width = panel < Axis.FullPanels ? SumOrder.VirtualLanes : Axis.TailWidth;
        return (start * Rows) + (row * width) + lane - start;
    }
}

/// <summary>Neighbouring tensors that learn at the same rate.</summary>
/// <param name="Scale">What the learning rate is multiplied by.</param>
internal sealed record LearningGroup(double Scale, int Offset, int Length);
