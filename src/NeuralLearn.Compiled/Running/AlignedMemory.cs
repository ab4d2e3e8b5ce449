using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Floats that begin on a cache line (64 bytes) and never move: vector loads of any width are aligned. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedMemory
{
    private const int LineFloats = 16;

    private readonly float[] _array;
    private readonly int _offset;

    /// <summary>Memory for that many floats, all 0.</summary>
    /// <param name="length">Floats, 0 or more.</param>
    public AlignedMemory(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + LineFloats, pinned: true);

        // A pinned array stays where it is, so the distance to the next line is worked out once.
        var misplaced = (int)(Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetArrayDataReference(_array)) & 63);
        _offset = (64 - misplaced) % 64 / sizeof(float);
    }

    /// <summary>How many floats there are.</summary>
    public int Length { get; }

    /// <summary>The first float; also valid where there are none, to be not read.</summary>
    public ref float Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _offset);
    }

    /// <summary>All floats.</summary>
    public Span<float> Span => _array.AsSpan(_offset, Length);
}
