using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// A buffer per thread for activations that are too many for the stack. It grows to the largest size ever asked for on that thread
/// and is then reused without allocating. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ThreadScratch
{
    [ThreadStatic]
    private static AlignedMemory? _memory;

    /// <summary>The thread's buffer, with room for at least that many floats. Their values are left over from earlier use.</summary>
    /// <param name="length">Floats needed.</param>
    /// <returns>The first float, on a cache line.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Take(int length)
    {
        var memory = _memory;
        if (memory is null || memory.Length < length)
        {
            memory = Grow(length);
        }

        return ref memory.Start;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AlignedMemory Grow(int length) => _memory = new AlignedMemory(length);
}
