using System.Buffers;
using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>
/// Takes rows of several inputs or outputs, one behind the other, apart and puts them together. The memory is lent, not allocated. Used by
/// generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PackedRows
{
    private readonly float[] _memory;
    private int _used;

    /// <summary>Room for that many values.</summary>
    /// <param name="length">Values of all parts together.</param>
    public PackedRows(int length)
    {
        _memory = ArrayPool<float>.Shared.Rent(length);
        _used = 0;
    }

    /// <summary>Checks rows against the sizes of a network.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inputSize">Values per row of input.</param>
    /// <param name="outputSize">Values per row of output.</param>
    /// <param name="targetSize">Values per row of targets.</param>
    /// <param name="takesLabels">Whether labels can be given.</param>
    /// <param name="makesItsTarget">Whether neither targets nor labels are needed.</param>
    /// <param name="takesLengths">Whether rows may be shorter than the window.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Check(scoped in NetworkRows rows, int inputSize, int outputSize, int targetSize, bool takesLabels, bool makesItsTarget, bool takesLengths)
    {
        var count = Compiled.Check.Rows(rows.Inputs.Length, inputSize, nameof(rows.Inputs));
        Compiled.Check.PerRowOrEmpty(rows.Outputs.Length, count, outputSize, nameof(rows.Outputs));
        if (!takesLengths && !rows.Lengths.IsEmpty)
        {
            throw new ArgumentException("This network has no sequences that could end early; leave Lengths empty.", nameof(rows));
        }

        if (makesItsTarget)
        {
            return;
        }

        if (!takesLabels && !rows.Labels.IsEmpty)
        {
            throw new ArgumentException("This network takes no labels; give Targets.", nameof(rows));
        }

        if (rows.Labels.IsEmpty)
        {
            Compiled.Check.PerRow(rows.Targets.Length, count, targetSize, nameof(rows.Targets));
        }
    }

    /// <summary>One part of every row, row behind row.</summary>
    /// <param name="rows">Whole rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="rowSize">Values of a whole row.</param>
    /// <param name="start">The part's first value in a row.</param>
    /// <param name="size">The part's values.</param>
    /// <returns>The part's rows.</returns>
    public ReadOnlySpan<float> Split(ReadOnlySpan<float> rows, int count, int rowSize, int start, int size)
    {
        if (rows.IsEmpty)
        {
            return default;
        }

        var part = Room(count * size);
        for (var row = 0; row < count; row++)
        {
            rows.Slice((row * rowSize) + start, size).CopyTo(part.Slice(row * size, size));
        }

        return part;
    }

    /// <summary>Room for one part of every row.</summary>
    /// <param name="length">Values.</param>
    /// <returns>Their place; what it holds is left over.</returns>
    public Span<float> Room(int length)
    {
        var room = _memory.AsSpan(_used, length);
        _used += length;
        return room;
    }

    /// <summary>Writes one part of every row to its place in whole rows.</summary>
    /// <param name="part">The part's rows; none where nobody wants them.</param>
    /// <param name="rows">Whole rows.</param>
    /// <param name="rowSize">Values of a whole row.</param>
    /// <param name="start">The part's first value in a row.</param>
    /// <param name="size">The part's values.</param>
    public static void Join(ReadOnlySpan<float> part, Span<float> rows, int rowSize, int start, int size)
    {
        for (var row = 0; row < part.Length / size; row++)
        {
            part.Slice(row * size, size).CopyTo(rows.Slice((row * rowSize) + start, size));
        }
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => ArrayPool<float>.Shared.Return(_memory);
}
