using System.ComponentModel;
using System.Diagnostics;
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

    /// <summary>Every label must be one of the classes, or the one that says that a row has none.</summary>
    /// <param name="labels">Class indices.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignored">The label of rows without a class.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int classes, int ignored, string name)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes && labels[row] != ignored)
            {
                ThrowLabel(labels[row], row, classes, ignored, name);
            }
        }
    }

    /// <summary>Every selected output must be one there is.</summary>
    /// <param name="selected">Indices of outputs.</param>
    /// <param name="outputs">How many outputs there are.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Selected(ReadOnlySpan<int> selected, int outputs, string name)
    {
        for (var row = 0; row < selected.Length; row++)
        {
            if ((uint)selected[row] >= (uint)outputs)
            {
                ThrowSelected(selected[row], row, outputs, name);
            }
        }
    }

    /// <summary>Every index must be the number of a row of the embeddings that read it.</summary>
    /// <param name="indices">Indices.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Indices(ReadOnlySpan<int> indices, int count, string name)
    {
        for (var position = 0; position < indices.Length; position++)
        {
            if ((uint)indices[position] >= (uint)count)
            {
                ThrowIndex(indices[position], position, count, name);
            }
        }
    }

    /// <summary>As the other form, of the steps that are used alone.</summary>
    /// <param name="labels">Class indices, so many for each row.</param>
    /// <param name="lengths">Steps used of each row; empty: all.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignored">The label of steps without a class.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Labels(ReadOnlySpan<int> labels, ReadOnlySpan<int> lengths, int steps, int classes, int ignored, string name)
    {
        for (var at = 0; at < labels.Length; at++)
        {
            if ((uint)labels[at] >= (uint)classes && labels[at] != ignored && IsUsed(at, lengths, steps))
            {
                ThrowLabel(labels[at], at, classes, ignored, name);
            }
        }
    }

    /// <summary>As the other form, of the steps that are used alone.</summary>
    /// <param name="selected">Indices of outputs, so many for each row.</param>
    /// <param name="lengths">Steps used of each row; empty: all.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="outputs">How many outputs there are.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Selected(ReadOnlySpan<int> selected, ReadOnlySpan<int> lengths, int steps, int outputs, string name)
    {
        for (var at = 0; at < selected.Length; at++)
        {
            if ((uint)selected[at] >= (uint)outputs && IsUsed(at, lengths, steps))
            {
                ThrowSelected(selected[at], at, outputs, name);
            }
        }
    }

    /// <summary>As the other form, of the steps that are used alone.</summary>
    /// <param name="indices">Indices, so many for each row.</param>
    /// <param name="lengths">Steps used of each row; empty: all.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or too large.</exception>
    public static void Indices(ReadOnlySpan<int> indices, ReadOnlySpan<int> lengths, int steps, int count, string name)
    {
        for (var at = 0; at < indices.Length; at++)
        {
            if ((uint)indices[at] >= (uint)count && IsUsed(at, lengths, steps))
            {
                ThrowIndex(indices[at], at, count, name);
            }
        }
    }

    /// <summary>Every row must use at least one step, and no more than there are.</summary>
    /// <param name="lengths">Steps used of each row.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public static void Steps(ReadOnlySpan<int> lengths, int steps, string name)
    {
        for (var row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < 1 || lengths[row] > steps)
            {
                throw new ArgumentOutOfRangeException(name, lengths[row], $"Row {row} has the length {lengths[row]}; a row uses 1 to {steps} steps.");
            }
        }
    }

    /// <summary>How many steps a span holds: whole ones, at least one, and no more than the window has.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="size">Values of a step.</param>
    /// <param name="most">Steps of the window.</param>
    /// <param name="name">The argument's name.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ArgumentException">It does not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Steps(int length, int size, int most, string name)
    {
        var steps = (int)((uint)length / (uint)size);
        if (steps * size != length || (uint)(steps - 1) >= (uint)most)
        {
            ThrowSteps(length, size, most, name);
        }

        return steps;
    }

    /// <summary>Of two ways to say the same only one may be used.</summary>
    /// <param name="length">The length of what must be empty, as the other is used.</param>
    /// <param name="used">The name of the other.</param>
    /// <param name="name">Its own name.</param>
    /// <exception cref="ArgumentException">Both are used.</exception>
    public static void NotBoth(int length, string used, string name)
    {
        if (length != 0)
        {
            ThrowBoth(used, name);
        }
    }

    /// <summary>Floats of memory for a batch.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="perRow">Floats for each.</param>
    /// <returns>The product.</returns>
    /// <exception cref="ArgumentException">It is more than one piece of memory can have.</exception>
    public static int Room(int rows, int perRow)
    {
        var room = (long)rows * perRow;
        return room < Array.MaxLength / 2
            ? (int)room
            : throw new ArgumentException($"A batch of {rows} rows needs {room} floats of memory at once, which is too much; use smaller batches.");
    }

    /// <summary>The number must be finite.</summary>
    /// <param name="value">The number.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN or infinite.</exception>
    public static void Finite(float value, string name)
    {
        if (!float.IsFinite(value))
        {
            ThrowNotFinite(value, name);
        }
    }

    /// <summary>A learning rate must be finite and not negative.</summary>
    /// <param name="value">The rate.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static float LearningRate(float value) => value >= 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"The learning rate is {value}; it must be finite and 0 or more.");

    /// <summary>What is written must not share memory with what else the call uses. Called in debug builds of the user's project only.</summary>
    /// <param name="written">What is written.</param>
    /// <param name="other">What is read, or written too.</param>
    /// <param name="name">The name of the first.</param>
    /// <param name="otherName">The name of the second.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    [Conditional("DEBUG")]
    public static void Apart(ReadOnlySpan<float> written, ReadOnlySpan<float> other, string name, string otherName)
    {
        if (written.Overlaps(other))
        {
            throw new ArgumentException($"'{name}' and '{otherName}' share memory; what is written needs memory of its own.", name);
        }
    }

    /// <summary>The numbers of a mutation must be in their ranges.</summary>
    /// <param name="deviation">Finite, 0 or more.</param>
    /// <param name="probability">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not.</exception>
    public static void Mutation(float deviation, float probability)
    {
        if (!(deviation >= 0) || !float.IsFinite(deviation))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, $"The deviation is {deviation}; it must be finite and 0 or more.");
        }

        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"The probability is {probability}; it must be from 0 to 1.");
        }
    }

    private static bool IsUsed(int at, ReadOnlySpan<int> lengths, int steps) => lengths.IsEmpty || at % steps < lengths[at / steps];

    [DoesNotReturn]
    private static void ThrowSteps(int length, int size, int most, string name) => throw new ArgumentException(
        $"'{name}' has {length} values; the network takes 1 to {most} steps of {size}, {size * most} for the whole window.", name);

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
    private static void ThrowLabel(int label, int row, int classes, int ignored, string name) =>
        throw new ArgumentOutOfRangeException(
            name, label, $"The label of row {row} is {label}; the classes are 0 to {classes - 1}, and {ignored} is a row without one.");

    [DoesNotReturn]
    private static void ThrowSelected(int selected, int row, int outputs, string name) =>
        throw new ArgumentOutOfRangeException(name, selected, $"The output selected in row {row} is {selected}; the outputs are 0 to {outputs - 1}.");

    [DoesNotReturn]
    private static void ThrowIndex(int index, int position, int count, string name) =>
        throw new ArgumentOutOfRangeException(name, index, $"'{name}' has the index {index} at position {position}; the embedding's rows are 0 to {count - 1}.");

    [DoesNotReturn]
    private static void ThrowBoth(string used, string name) =>
        throw new ArgumentException($"'{used}' and '{name}' are both given; a row has one or the other.", name);

    [DoesNotReturn]
    private static void ThrowNotFinite(float value, string name) =>
        throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; it must be finite.");
}
