using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Game.Rollback;

/// <summary>Reads what a <see cref="SnapshotWriter"/> wrote, in the same order.</summary>
/// <param name="state">What was written.</param>
public ref struct SnapshotReader(ReadOnlySpan<byte> state)
{
    private ReadOnlySpan<byte> _state = state;

    /// <summary>Reads a value.</summary>
    public void Read<T>(ref T value)
        where T : unmanaged => value = MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    /// <summary>Reads as many values as there is room for.</summary>
    public void Read<T>(scoped Span<T> values)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(values.Length * Unsafe.SizeOf<T>())).CopyTo(values);

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(int bytes)
    {
        var taken = _state[..bytes];
        _state = _state[bytes..];
        return taken;
    }
}
