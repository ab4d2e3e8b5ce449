using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// The checks on entry to a network's members. Each failure names the argument and both numbers; nothing has changed by then. Used by
/// generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Check
{
    /// <summary>The span must have exactly the expected length.</summary>
    /// <param name="actual">Its length.</param>
    /// <param name="expected">The length it must have.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It has another one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            ThrowLength(actual, expected, name);
        }
    }

    /// <summary>The span must hold at least as many values as there are parameters, gradients or rows to write.</summary>
    /// <param name="actual">Its length.</param>
    /// <param name="expected">The least it must have.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtLeast(int actual, int expected, string name)
    {
        if (actual < expected)
        {
            ThrowShort(actual, expected, name);
        }
    }

    /// <summary>How many rows of a size a span holds.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="name">The argument's name.</param>
    /// <returns>Rows; 0 for an empty span.</returns>
    /// <exception cref="ArgumentException">It does not hold whole rows.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rows(int length, int size, string name)
    {
        var rows = (int)((uint)length / (uint)size);
        if (rows * size != length)
        {
            ThrowRows(length, size, name);
        }

        return rows;
    }

    /// <summary>A span that goes with a batch must hold a number of values for each of its rows.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It holds more or fewer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PerRow(int length, int rows, int size, string name)
    {
        if (length != (long)rows * size)
        {
            ThrowPerRow(length, rows, size, name);
        }
    }

    /// <summary>As <see cref="PerRow"/>, but empty is fine: the caller does not want it.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It holds more or fewer.</exception>
    public static void PerRowOrEmpty(int length, int rows, int size, string name)
    {
        if (length != 0)
        {
            PerRow(length, rows, size, name);
        }
    }

    /// <summary>Every label must be one of the classes.</summary>
    /// <param name="labels">Class indices.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int classes, string name)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                ThrowLabel(labels[row], row, classes, name);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string name) =>
        throw new ArgumentException($"'{name}' has {actual} values; {expected} are needed.", name);

    [DoesNotReturn]
    private static void ThrowShort(int actual, int expected, string name) =>
        throw new ArgumentException($"'{name}' has room for {actual} values; {expected} are needed.", name);

    [DoesNotReturn]
    private static void ThrowRows(int length, int size, string name) =>
        throw new ArgumentException($"'{name}' has {length} values, which are not whole rows of {size}.", name);

    [DoesNotReturn]
    private static void ThrowPerRow(int length, int rows, int size, string name) =>
        throw new ArgumentException($"'{name}' has {length} values; {rows} rows of {size} need {(long)rows * size}.", name);

    [DoesNotReturn]
    private static void ThrowLabel(int label, int row, int classes, string name) =>
        throw new ArgumentOutOfRangeException(name, label, $"The label of row {row} is {label}; the classes are 0 to {classes - 1}.");
}
