using System.Buffers;
using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>
/// Indices from packed rows, where they are floats. The memory is lent, not allocated. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct PackedIndices
{
    private readonly int[] _memory;
    private readonly int _length;
    private readonly int _size;

    /// <summary>Takes the indices out of every row.</summary>
    /// <param name="rows">Whole rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="rowSize">Values of a whole row.</param>
    /// <param name="start">The first index in a row.</param>
    /// <param name="size">Indices per row.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no whole number.</exception>
    public PackedIndices(ReadOnlySpan<float> rows, int count, int rowSize, int start, int size, string name)
    {
        _size = size;
        _length = count * size;
        _memory = ArrayPool<int>.Shared.Rent(_length);
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < size; i++)
            {
                var position = (row * rowSize) + start + i;
                var value = rows[position];
                if (!(value >= 0 && value < int.MaxValue) || (int)value != value)
                {
                    ArrayPool<int>.Shared.Return(_memory);
                    throw new ArgumentOutOfRangeException(name, value, $"'{name}' has {value} at position {position}; an index is a whole number from 0 on.");
                }

                _memory[(row * size) + i] = (int)value;
            }
        }
    }

    /// <summary>The indices of all rows.</summary>
    public ReadOnlySpan<int> All => _memory.AsSpan(0, _length);

    /// <summary>Those of one row.</summary>
    /// <param name="row">Its number.</param>
    /// <returns>Its indices.</returns>
    public ReadOnlySpan<int> Row(int row) => _memory.AsSpan(row * _size, _size);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<int>.Shared.Return(_memory);
}
