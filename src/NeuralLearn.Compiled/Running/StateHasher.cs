using System.ComponentModel;
using System.Numerics;

namespace NeuralLearn.Compiled;

/// <summary>
/// A 64-bit hash of numbers by value: the same on every machine, and the same for all NaNs, whose bits hardware may choose. Four streams
/// are mixed in turn, so that no step waits for the one before; the last mixing is MurmurHash3's. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StateHasher
{
    private const ulong Prime = 0x9E3779B185EBCA87;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private ulong _count;

    /// <summary>Takes in a number.</summary>
    /// <param name="value">The number.</param>
    public void Write(ulong value) => Write(ref _a, value);

    /// <inheritdoc cref="Write(ulong)"/>
    public void Write(long value) => Write(unchecked((ulong)value));

    /// <inheritdoc cref="Write(ulong)"/>
    public void Write(double value) => Write(double.IsNaN(value) ? 0x7FF8000000000000 : BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Takes in numbers.</summary>
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
        var i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            Write(ref _a, Pair(values[i], values[i + 1]));
            Write(ref _b, Pair(values[i + 2], values[i + 3]));
            Write(ref _c, Pair(values[i + 4], values[i + 5]));
            Write(ref _d, Pair(values[i + 6], values[i + 7]));
        }

        for (; i < values.Length; i++)
        {
            Write(ref _a, Bits(values[i]));
        }
    }

    /// <summary>The hash of everything taken in.</summary>
    /// <returns>The hash.</returns>
    public readonly ulong Hash()
    {
        unchecked
        {
            var hash = _a ^ BitOperations.RotateLeft(_b, 17) ^ BitOperations.RotateLeft(_c, 31) ^ BitOperations.RotateLeft(_d, 47) ^ _count;
            hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
            hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
            return hash ^ (hash >> 33);
        }
    }

    private static ulong Pair(float low, float high) => Bits(low) | ((ulong)Bits(high) << 32);

    private static uint Bits(float value) => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(value);

    private void Write(ref ulong lane, ulong value)
    {
        // For a given value a permutation of the lane: two different inputs never meet in one step.
        unchecked
        {
            lane = BitOperations.RotateLeft(lane ^ value, 29) * Prime;
            _count++;
        }
    }
}
