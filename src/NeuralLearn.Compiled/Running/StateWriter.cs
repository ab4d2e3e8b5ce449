using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>Writes numbers one behind the other, little-endian. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StateWriter
{
    private Span<byte> _rest;

    /// <summary>Writes into a span, from its beginning.</summary>
    /// <param name="destination">Large enough for all that will be written.</param>
    public StateWriter(Span<byte> destination) => _rest = destination;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    public void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_rest, value);
        _rest = _rest[sizeof(ulong)..];
    }

    /// <inheritdoc cref="Write(ulong)"/>
    public void Write(long value) => Write(unchecked((ulong)value));

    /// <inheritdoc cref="Write(ulong)"/>
    public void Write(double value) => Write(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes numbers.</summary>
    /// <param name="values">The numbers.</param>
    public void Write(scoped Span<double> values)
    {
        foreach (var value in values)
        {
            Write(value);
        }
    }

    /// <inheritdoc cref="Write(Span{double})"/>
    public void Write(scoped Span<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(_rest);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(_rest[(i * sizeof(float))..], values[i]);
            }
        }

        _rest = _rest[(values.Length * sizeof(float))..];
    }
}
