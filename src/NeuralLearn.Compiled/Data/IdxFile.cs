using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuralLearn.Compiled;

/// <summary>
/// A file in the IDX format, in which MNIST and its relatives are published: two zero bytes, the element type, the number of axes, their
/// lengths, the values; all numbers with their highest byte first. Plain, or compressed with gzip, which is recognised by its first bytes.
/// </summary>
public sealed class IdxFile
{
    // Deflate cannot make more than this of one byte; a header that announces more is false.
    private const long BestCompression = 1032;

    private readonly byte[] _data;
    private readonly int[] _shape;

    private IdxFile(IdxType type, int[] shape, byte[] data)
    {
        ElementType = type;
        _shape = shape;
        _data = data;
        RowSize = Count(shape.AsSpan(1));
    }

    /// <summary>The type of its values.</summary>
    public IdxType ElementType { get; }

    /// <summary>Lengths of its axes, that of the rows first.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Values in one row: the product of all axes but the first.</summary>
    public int RowSize { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed, or its size is not what its header says.</exception>
    public static IdxFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Reads a file from a stream, to its end. Sizes are checked against what is there before memory is taken for it.</summary>
    /// <param name="source">Read from where it stands; left open. It need not seek.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed, or its size is not what its header says.</exception>
    public static IdxFile Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var length = source.CanSeek ? source.Length - source.Position : long.MaxValue;
        var first = new byte[2];
        var read = source.ReadAtLeast(first, 2, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(first.AsMemory(0, read), source);
        if (read < 2 || first[0] != 0x1F || first[1] != 0x8B)
        {
            return ReadPlain(whole, length);
        }

        using var unpacked = new GZipStream(whole, CompressionMode.Decompress);
        return ReadPlain(unpacked, length > long.MaxValue / BestCompression ? long.MaxValue : length * BestCompression, isExact: false);
    }

    /// <summary>All values as floats, rounded to the nearest where they have more digits.</summary>
    /// <returns>A new array.</returns>
    public float[] ToSingles()
    {
        var values = new float[Count(_shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ElementType switch
            {
                IdxType.U8 => _data[i],
                IdxType.I8 => (sbyte)_data[i],
                IdxType.I16 => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(i * 2)),
                IdxType.I32 => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(i * 4)),
                IdxType.F32 => BinaryPrimitives.ReadSingleBigEndian(_data.AsSpan(i * 4)),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(_data.AsSpan(i * 8)),
            };
        }

        return values;
    }

    /// <summary>All values as whole numbers.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">The file's values are not whole numbers.</exception>
    public int[] ToLabels()
    {
        if (ElementType is IdxType.F32 or IdxType.F64)
        {
            throw new InvalidDataException($"The file's values have the type {ElementType}; labels are whole numbers.");
        }

        var values = new int[Count(_shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ElementType switch
            {
                IdxType.U8 => _data[i],
                IdxType.I8 => (sbyte)_data[i],
                IdxType.I16 => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(i * 2)),
                _ => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(i * 4)),
            };
        }

        return values;
    }

    private static IdxFile ReadPlain(Stream source, long length, bool isExact = true)
    {
        Span<byte> start = stackalloc byte[4];
        ReadAll(source, start, "the first 4 bytes");
        if (start[0] != 0 || start[1] != 0)
        {
            throw new InvalidDataException($"The file begins with the bytes {start[0]:X2} {start[1]:X2}; an IDX file begins with 00 00.");
        }

        var type = (IdxType)start[2];
        if (!Enum.IsDefined(type))
        {
            throw new InvalidDataException($"The file has values of type {start[2]:X2}; IDX knows 08, 09, 0B, 0C, 0D and 0E.");
        }

        if (start[3] == 0)
        {
            throw new InvalidDataException("The file has no axes; 1 or more are needed.");
        }

        Span<byte> axes = stackalloc byte[start[3] * 4];
        ReadAll(source, axes, "the lengths of its axes");
        var shape = new int[start[3]];
        long bytes = type switch { IdxType.F64 => 8, IdxType.I32 or IdxType.F32 => 4, IdxType.I16 => 2, _ => 1 };
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(axes[(axis * 4)..]);
            if (size > int.MaxValue || (bytes *= size) > Array.MaxLength)
            {
                throw new InvalidDataException(
                    $"The file announces more than {Array.MaxLength} bytes of values; its axis {axis} has length {size}.");
            }

            shape[axis] = (int)size;
        }

        var there = length - start.Length - axes.Length;
        if (length != long.MaxValue && (isExact ? bytes != there : bytes > there))
        {
            throw new InvalidDataException($"The file announces {bytes} bytes of values; {(isExact ? "" : "at most ")}{there} are there.");
        }

        return new IdxFile(type, shape, ReadValues(source, (int)bytes));
    }

    private static byte[] ReadValues(Stream source, int length)
    {
        // Memory grows with what really arrives: what is packed or without a length may announce far more than there is.
        const int FirstStep = 1 << 16;
        var data = new byte[Math.Min(length, FirstStep)];
        var read = 0;
        while (true)
        {
            read += source.ReadAtLeast(data.AsSpan(read), data.Length - read, throwOnEndOfStream: false);
            if (read < data.Length)
            {
                throw new InvalidDataException($"The file ends early: {read} of {length} bytes of values are there.");
            }

            if (read == length)
            {
                break;
            }

            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }

        return source.ReadByte() < 0 ? data : throw new InvalidDataException($"The file goes on after its {length} bytes of values.");
    }

    private static void ReadAll(Stream source, Span<byte> bytes, string what)
    {
        var read = source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new InvalidDataException($"The file ends inside {what}: {read} of {bytes.Length} bytes are there.");
        }
    }

    // Checked when the file was read: the product of all axes fits.
    private static int Count(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (var length in shape)
        {
            count = count > int.MaxValue ? count : count * length;
        }

        return (int)Math.Min(count, int.MaxValue);
    }
}
