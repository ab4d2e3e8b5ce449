namespace NeuralLearn.Compiled;

/// <summary>Room for some rows. What the source does not have is empty.</summary>
public readonly ref struct RowSpace
{
    /// <summary>Describes the room.</summary>
    /// <param name="rows">Rows there is room for.</param>
    /// <param name="inputs">Room for that many rows of input.</param>
    /// <param name="targets">Room for that many rows of targets, or empty.</param>
    /// <param name="labels">Room for a label per row, or empty.</param>
    /// <param name="rowWeights">Room for a factor per row, or empty.</param>
    /// <param name="lengths">Room for a number of steps per row, or empty.</param>
    public RowSpace(int rows, Span<float> inputs, Span<float> targets, Span<int> labels, Span<float> rowWeights, Span<int> lengths)
    {
        Rows = rows;
        Inputs = inputs;
        Targets = targets;
        Labels = labels;
        RowWeights = rowWeights;
        Lengths = lengths;
    }

    /// <summary>Rows there is room for.</summary>
    public int Rows { get; }

    /// <summary>Rows of <see cref="RowSource.InputSize"/> values, one behind the other.</summary>
    public Span<float> Inputs { get; }

    /// <summary>Rows of <see cref="RowSource.TargetSize"/> values, one behind the other.</summary>
    public Span<float> Targets { get; }

    /// <summary>One class a row.</summary>
    public Span<int> Labels { get; }

    /// <summary>One factor a row.</summary>
    public Span<float> RowWeights { get; }

    /// <summary>One number of steps a row.</summary>
    public Span<int> Lengths { get; }
}
