using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Game.Rollback;

/// <summary>Writes plain values one behind the other into memory that is there already.</summary>
/// <param name="space">Where to write; too little is an error.</param>
public ref struct SnapshotWriter(Span<byte> space)
{
    private readonly Span<byte> _space = space;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a value.</summary>
    public void Write<T>(in T value)
        where T : unmanaged => MemoryMarshal.Write(Take(Unsafe.SizeOf<T>()), in value);

    /// <summary>Writes values.</summary>
    public void Write<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).CopyTo(Take(values.Length * Unsafe.SizeOf<T>()));

    /// <summary>The next bytes, to be written by the caller.</summary>
    public Span<byte> Take(int bytes)
    {
        var taken = _space.Slice(Length, bytes);
        Length += bytes;
        return taken;
    }
}
