using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Floats that never move. They begin on a cache line (64 bytes), so that vector loads of any width are aligned, but for those that are read
/// where they lie in an assembly. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedMemory
{
    private const int LineFloats = 16;

    /// <summary>From here the way is measured to floats that are in no array.</summary>
    private static readonly float[] Nowhere = GC.AllocateArray<float>(1, pinned: true);

    private readonly float[] _array;

    /// <summary>Bytes from the array's first element to the first float. Neither moves, and a reference made of both keeps the array alive.</summary>
    private readonly nint _offset;

    /// <summary>Memory for that many floats, all 0.</summary>
    /// <param name="length">Floats, 0 or more.</param>
    public AlignedMemory(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + LineFloats, pinned: true);

        // A pinned array stays where it is, so the distance to the next line is worked out once.
        var misplaced = (int)(Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetArrayDataReference(_array)) & 63);
        _offset = (64 - misplaced) % 64;
    }

    private AlignedMemory(ReadOnlySpan<ulong> image, int length)
    {
        Length = length;
        _array = Nowhere;
        _offset = Unsafe.ByteOffset(ref Nowhere[0], ref Unsafe.As<ulong, float>(ref MemoryMarshal.GetReference(image)));
        IsShared = true;
    }

    /// <summary>A copy of weights that are in the assembly.</summary>
    /// <param name="image">Their bits, two characters for a float, the lower half first.</param>
    /// <param name="length">Floats of the memory; those behind the image are 0.</param>
    public AlignedMemory(string image, int length)
        : this(length)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<char, float>(image.AsSpan()).CopyTo(Span);
            return;
        }

        for (var i = 0; i < image.Length / 2; i++)
        {
            Span[i] = BitConverter.UInt32BitsToSingle(image[2 * i] | ((uint)image[(2 * i) + 1] << 16));
        }
    }

    /// <summary>Whether several networks read it: then it is never written, and who wants to write takes <see cref="Own"/>.</summary>
    public bool IsShared { get; private init; }

    /// <summary>A copy of weights that are in the assembly, for all to read.</summary>
    /// <param name="image">Their bits, two characters for a float, the lower half first.</param>
    /// <param name="length">Floats of the memory; those behind the image are 0.</param>
    /// <returns>The copy.</returns>
    public static AlignedMemory Shared(string image, int length) => new(image, length) { IsShared = true };

    /// <summary>Weights that are read where they lie in the assembly.</summary>
    /// <param name="image">The bits of two weights each, the first in the lower half: constant data of the assembly, which never moves and must not be written.</param>
    /// <param name="length">How many weights there are.</param>
    /// <returns>The weights themselves; on machines whose numbers begin with the other end a copy.</returns>
    public static AlignedMemory InPlace(ReadOnlySpan<ulong> image, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(image.Length, (length + 1) / 2);
        if (BitConverter.IsLittleEndian)
        {
            return new AlignedMemory(image, length);
        }

        var copy = new AlignedMemory(length) { IsShared = true };
        for (var i = 0; i < length; i++)
        {
            copy.Span[i] = BitConverter.UInt32BitsToSingle((uint)(image[i / 2] >> (32 * (i % 2))));
        }

        return copy;
    }

    /// <summary>Memory of the same length that one network may write.</summary>
    /// <param name="keep">Whether it has the same values; else 0.</param>
    /// <returns>The memory.</returns>
    public AlignedMemory Own(bool keep)
    {
        var own = new AlignedMemory(Length);
        if (keep)
        {
            Span.CopyTo(own.Span);
        }

        return own;
    }

    /// <summary>How many floats there are.</summary>
    public int Length { get; }

    /// <summary>The first float; also valid where there are none, to be not read.</summary>
    public ref float Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_array), _offset);
    }

    /// <summary>All floats.</summary>
    public Span<float> Span => MemoryMarshal.CreateSpan(ref Start, Length);
}
