namespace NeuralLearn.Compiled;

/// <summary>Element types of the safetensors format.</summary>
public enum SafeTensorsType
{
    /// <summary>64-bit float.</summary>
    F64,

    /// <summary>32-bit float.</summary>
    F32,

    /// <summary>16-bit float.</summary>
    F16,

    /// <summary>16-bit brain float.</summary>
    BF16,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>16-bit integer.</summary>
    I16,

    /// <summary>8-bit integer.</summary>
    I8,

    /// <summary>64-bit unsigned integer.</summary>
    U64,

    /// <summary>32-bit unsigned integer.</summary>
    U32,

    /// <summary>16-bit unsigned integer.</summary>
    U16,

    /// <summary>8-bit unsigned integer.</summary>
    U8,

    /// <summary>One byte per truth value.</summary>
    Bool,
}

/// <summary>A tensor as the header of a file describes it.</summary>
public sealed class SafeTensorsEntry
{
    internal SafeTensorsEntry(string name, SafeTensorsType type, long[] shape, long begin, long end)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its element type.</summary>
    public SafeTensorsType Type { get; }

    /// <summary>Lengths of its axes; none for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    internal long Begin { get; }

    internal long End { get; }

    /// <summary>"F32 [128, 784]".</summary>
    /// <returns>Type and shape.</returns>
    public string Describe() => $"{TypeName(Type)} [{string.Join(", ", Shape)}]";

    internal static string TypeName(SafeTensorsType type) => type.ToString().ToUpperInvariant();
}
