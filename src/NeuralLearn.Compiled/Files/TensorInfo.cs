namespace NeuralLearn.Compiled;

/// <summary>A tensor of a network: its name and shape as in PyTorch, and where it lies in the flat vector of parameters.</summary>
public sealed class TensorInfo
{
    private readonly int[] _shape;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">As in the file: "dense1.weight".</param>
    /// <param name="shape">Lengths of its axes.</param>
    /// <param name="offset">Its first value in the flat vector.</param>
    /// <param name="trainable">Whether an optimizer changes it.</param>
    /// <param name="isBuffer">Whether it is measured rather than learnt.</param>
    public TensorInfo(string name, int[] shape, int offset, bool trainable = true, bool isBuffer = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        _shape = [.. shape];
        Offset = offset;
        Trainable = trainable;
        IsBuffer = isBuffer;
        Length = 1;
        foreach (var axis in shape)
        {
            Length *= axis;
        }
    }

    /// <summary>As in the file: "dense1.weight".</summary>
    public string Name { get; }

    /// <summary>Lengths of its axes.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Its first value in the flat vector of parameters (of buffers, for a buffer).</summary>
    public int Offset { get; }

    /// <summary>How many values it has.</summary>
    public int Length { get; }

    /// <summary>Whether an optimizer changes it.</summary>
    public bool Trainable { get; }

    /// <summary>Whether it is measured rather than learnt.</summary>
    public bool IsBuffer { get; }

    /// <summary>"dense1.weight [128, 784]".</summary>
    /// <returns>Name and shape.</returns>
    public override string ToString() => Name + " [" + string.Join(", ", _shape) + "]";
}
