namespace NeuralLearn.Compiled;

/// <summary>A tensor of a network: its name and shape as in PyTorch, and where it lies in the flat vector of parameters.</summary>
public sealed class TensorInfo
{
    private readonly int[] _shape;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">As in the file: "dense1.weight".</param>
    /// <param name="shape">Lengths of its axes; copied.</param>
    /// <param name="offset">Its first value in the flat vector.</param>
    /// <param name="trainable">Whether an optimizer changes it.</param>
    /// <param name="isBuffer">Whether it is measured rather than learnt.</param>
    /// <exception cref="ArgumentException">A length or the offset is negative, or the tensor does not fit a flat vector.</exception>
    public TensorInfo(string name, int[] shape, int offset, bool trainable = true, bool isBuffer = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Name = name;
        _shape = [.. shape];
        Offset = offset;
        Trainable = trainable;
        IsBuffer = isBuffer;
        Length = Count(name, _shape, offset);
    }

    /// <summary>As in the file: "dense1.weight".</summary>
    public string Name { get; }

    /// <summary>Lengths of its axes; none for a single number.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Its first value in the flat vector of parameters (of buffers, for a buffer).</summary>
    public int Offset { get; }

    /// <summary>How many values it has.</summary>
    public int Length { get; }

    /// <summary>Whether an optimizer changes it.</summary>
    public bool Trainable { get; }

    /// <summary>Whether it is measured rather than learnt.</summary>
    public bool IsBuffer { get; }

    internal string ShapeText => "[" + string.Join(", ", _shape) + "]";

    /// <summary>"dense1.weight [128, 784]".</summary>
    /// <returns>Name and shape.</returns>
    public override string ToString() => Name + " " + ShapeText;

    private static int Count(string name, int[] shape, int offset)
    {
        long count = 1;
        foreach (var length in shape)
        {
            if (length < 0)
            {
                throw new ArgumentException($"Tensor '{name}' has an axis of length {length}.", nameof(shape));
            }

            // Both factors are below 2^31, so that the product cannot wrap before it is found too large.
            count *= length;
            if (count > int.MaxValue)
            {
                throw new ArgumentException(
                    $"Tensor '{name}' has more than the {int.MaxValue} values that a flat vector can hold.", nameof(shape));
            }
        }

        if (offset + count > int.MaxValue)
        {
            throw new ArgumentException(
                $"Tensor '{name}' would end at value {offset + count} of a flat vector, which holds {int.MaxValue} at most.", nameof(offset));
        }

        return (int)count;
    }
}
