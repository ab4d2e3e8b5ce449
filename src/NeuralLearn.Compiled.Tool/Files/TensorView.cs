using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>A tensor of a file, whatever the format: little-endian and row-major.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="TypeName">As the file's format calls it.</param>
/// <param name="Type">What the bytes are; null for types whose values cannot be read here.</param>
internal sealed record TensorView(string Name, string TypeName, SafeTensorsType? Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    public long Elements => Shape.Aggregate(1L, (product, length) => product * length);

    public string ShapeText => "[" + string.Join(", ", Shape) + "]";

    /// <summary>Whether values can be read as numbers.</summary>
    public bool IsNumeric => Type is { } type && type < SafeTensorsType.Bool;

    /// <summary>All values as 32-bit floats.</summary>
    /// <exception cref="ToolFailure">Its type holds none.</exception>
    public float[] ToSingles()
    {
        if (Type == SafeTensorsType.F32 && BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.Cast<byte, float>(Data.Span).ToArray();
        }

        var values = new float[Elements];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Value(i);
        }

        return values;
    }

    /// <summary>All values as 64-bit integers.</summary>
    public long[] ToIntegers()
    {
        var values = new long[Elements];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Type == SafeTensorsType.I64 ? BinaryPrimitives.ReadInt64LittleEndian(Data.Span[(i * 8)..]) : (long)Value(i);
        }

        return values;
    }

    public double Value(int index)
    {
        var data = Data.Span;
        return Type switch
        {
            SafeTensorsType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(data[(index * 8)..]),
            SafeTensorsType.F32 => BinaryPrimitives.ReadSingleLittleEndian(data[(index * 4)..]),
            SafeTensorsType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(data[(index * 2)..]),
            SafeTensorsType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[(index * 2)..]) << 16),
            SafeTensorsType.I64 => BinaryPrimitives.ReadInt64LittleEndian(data[(index * 8)..]),
            SafeTensorsType.I32 => BinaryPrimitives.ReadInt32LittleEndian(data[(index * 4)..]),
            SafeTensorsType.I16 => BinaryPrimitives.ReadInt16LittleEndian(data[(index * 2)..]),
            SafeTensorsType.I8 => (sbyte)data[index],
            SafeTensorsType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(data[(index * 8)..]),
            SafeTensorsType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(data[(index * 4)..]),
            SafeTensorsType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(data[(index * 2)..]),
            SafeTensorsType.U8 or SafeTensorsType.Bool => data[index],
            _ => throw new ToolFailure($"Tensor '{FileText.Printable(Name)}' is of type {TypeName}, whose values cannot be read."),
        };
    }
}

/// <summary>What the values of a tensor are like: those that are finite, and how many are not.</summary>
/// <param name="Deviation">Of all values, divided by their number.</param>
internal sealed record TensorStatistics(double Minimum, double Maximum, double Mean, double Deviation, long NotANumber, long Infinite)
{
    /// <summary>Null where there is nothing to measure.</summary>
    public static TensorStatistics? Of(TensorView tensor)
    {
        if (!tensor.IsNumeric || tensor.Elements == 0)
        {
            return null;
        }

        long notANumber = 0, infinite = 0, count = 0;
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, mean = 0, squares = 0;
        var elements = (int)tensor.Elements;
        for (var i = 0; i < elements; i++)
        {
            var value = tensor.Value(i);
            if (double.IsNaN(value))
            {
                notANumber++;
            }
            else if (double.IsInfinity(value))
            {
                infinite++;
            }
            else
            {
                // Welford's: a mean far from 0 takes no digits from the deviation.
                count++;
                var distance = value - mean;
                mean += distance / count;
                squares += distance * (value - mean);
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
            }
        }

        return count == 0
            ? new TensorStatistics(double.NaN, double.NaN, double.NaN, double.NaN, notANumber, infinite)
            : new TensorStatistics(minimum, maximum, mean, Math.Sqrt(squares / count), notANumber, infinite);
    }
}
