using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StateReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Reads from a span, and checks first that it comes from the same layout.</summary>
    /// <param name="source">What was written.</param>
    /// <param name="layout">The number that was written first.</param>
    /// <exception cref="InvalidDataException">It comes from another layout.</exception>
    public StateReader(ReadOnlySpan<byte> source, ulong layout)
    {
        _rest = source;
        var found = ReadUnsigned();
        if (found != layout)
        {
            throw new InvalidDataException(
                $"The state comes from another network or another version of it: its layout is {found:x16}, this one's {layout:x16}. SaveTraining writes what outlives a change.");
        }
    }

    /// <summary>Reads a number.</summary>
    /// <returns>The number.</returns>
    public ulong ReadUnsigned()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[sizeof(ulong)..];
        return value;
    }

    /// <inheritdoc cref="ReadUnsigned"/>
    public long ReadInteger() => unchecked((long)ReadUnsigned());

    /// <inheritdoc cref="ReadUnsigned"/>
    public double ReadReal() => BitConverter.UInt64BitsToDouble(ReadUnsigned());

    /// <summary>Reads numbers.</summary>
    /// <param name="values">Receives them.</param>
    public void ReadReals(scoped Span<double> values)
    {
        foreach (ref var value in values)
        {
            value = ReadReal();
        }
    }

    /// <inheritdoc cref="ReadReals"/>
    public void ReadFloats(scoped Span<float> values)
    {
        var bytes = _rest[..(values.Length * sizeof(float))];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            }
        }

        _rest = _rest[bytes.Length..];
    }
}
