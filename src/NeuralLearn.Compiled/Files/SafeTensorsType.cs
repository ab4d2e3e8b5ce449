namespace NeuralLearn.Compiled;

/// <summary>Element types of the safetensors format that take whole bytes.</summary>
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

    /// <summary>8-bit float with 4 bits of exponent.</summary>
    F8E4M3,

    /// <summary>8-bit float with 5 bits of exponent.</summary>
    F8E5M2,

    /// <summary>8-bit power of two.</summary>
    F8E8M0,

    /// <summary>Complex number of two 32-bit floats.</summary>
    C64,
}

/// <summary>A tensor as the header of a file describes it.</summary>
public sealed class SafeTensorsEntry
{
    private readonly long[] _shape;

    internal SafeTensorsEntry(string name, SafeTensorsType type, long[] shape, long begin, long end)
    {
        Name = name;
        Type = type;
        _shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>Its name: any text at all, never to be used as a path.</summary>
    public string Name { get; }

    /// <summary>Its element type.</summary>
    public SafeTensorsType Type { get; }

    /// <summary>Lengths of its axes; none for a single number.</summary>
    public IReadOnlyList<long> Shape => Array.AsReadOnly(_shape);

    internal ReadOnlySpan<long> Axes => _shape;

    internal long Begin { get; }

    internal long End { get; }

    /// <summary>"F32 [128, 784]".</summary>
    /// <returns>Type and shape.</returns>
    public string Describe() => $"{TypeName(Type)} {FileText.ShapeOf(_shape)}";

    /// <summary>The type's name in a file.</summary>
    internal static string TypeName(SafeTensorsType type) => type switch
    {
        SafeTensorsType.Bool => "BOOL",
        SafeTensorsType.F8E4M3 => "F8_E4M3",
        SafeTensorsType.F8E5M2 => "F8_E5M2",
        SafeTensorsType.F8E8M0 => "F8_E8M0",
        _ => type.ToString(),
    };

    internal static int SizeOf(SafeTensorsType type) => type switch
    {
        SafeTensorsType.F64 or SafeTensorsType.I64 or SafeTensorsType.U64 or SafeTensorsType.C64 => 8,
        SafeTensorsType.F32 or SafeTensorsType.I32 or SafeTensorsType.U32 => 4,
        SafeTensorsType.F16 or SafeTensorsType.BF16 or SafeTensorsType.I16 or SafeTensorsType.U16 => 2,
        _ => 1,
    };
}
