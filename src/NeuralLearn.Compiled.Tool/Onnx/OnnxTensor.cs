using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Onnx;

/// <summary>A constant: little-endian and row-major, of as many bytes as its shape says.</summary>
/// <param name="ElementType">A number of <see cref="OnnxType"/>.</param>
internal sealed record OnnxTensor(string Name, int ElementType, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, float[] values)
    {
        var data = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return new OnnxTensor(name, OnnxType.Float, shape, data);
    }

    public static OnnxTensor Of(string name, params long[] values)
    {
        var data = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        }

        return new OnnxTensor(name, OnnxType.Int64, [values.Length], data);
    }

    public TensorView View() => new(Name, OnnxType.NameOf(ElementType), OnnxType.Elements(ElementType), Shape, Data);
}

/// <summary>Element types by their numbers in the format.</summary>
internal static class OnnxType
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Text = 8;
    public const int Double = 11;

    private static readonly (string Name, int Bytes, SafeTensorsType? Elements)[] Types =
    [
        ("undefined", 0, null), ("float32", 4, SafeTensorsType.F32), ("uint8", 1, SafeTensorsType.U8), ("int8", 1, SafeTensorsType.I8),
        ("uint16", 2, SafeTensorsType.U16), ("int16", 2, SafeTensorsType.I16), ("int32", 4, SafeTensorsType.I32), ("int64", 8, SafeTensorsType.I64),
        ("string", 0, null), ("bool", 1, SafeTensorsType.Bool), ("float16", 2, SafeTensorsType.F16), ("float64", 8, SafeTensorsType.F64),
        ("uint32", 4, SafeTensorsType.U32), ("uint64", 8, SafeTensorsType.U64), ("complex64", 8, SafeTensorsType.C64), ("complex128", 16, null),
        ("bfloat16", 2, SafeTensorsType.BF16),
    ];

    public static string NameOf(int type) => type >= 0 && type < Types.Length ? Types[type].Name : $"type {type}";

    /// <summary>Bytes of an element; 0 where that is no fixed number, or the type is unknown.</summary>
    public static int BytesOf(int type) => type >= 0 && type < Types.Length ? Types[type].Bytes : 0;

    public static SafeTensorsType? Elements(int type) => type >= 0 && type < Types.Length ? Types[type].Elements : null;
}
