using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>Rows of sequences that end before the window does. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SequenceRows
{
    /// <summary>Copies the steps that are used; 0 stands where the others would be, so that nothing in them is looked at.</summary>
    /// <param name="lengths">Steps used of each row.</param>
    /// <param name="from">The rows.</param>
    /// <param name="features">Values of a step.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="to">Receives the rows.</param>
    public static void CopyUsed(ReadOnlySpan<int> lengths, ref float from, int features, int steps, ref float to)
    {
        var size = features * steps;
        for (var row = 0; row < lengths.Length; row++)
        {
            var used = lengths[row] * features;
            var target = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, (nint)row * size), size);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, (nint)row * size), used).CopyTo(target);
            target[used..].Clear();
        }
    }

    /// <summary>Clears what stands at steps that are not used.</summary>
    /// <param name="lengths">Steps used of each row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="stride">Floats of a step.</param>
    /// <param name="steps">Steps of the window.</param>
    public static void ClearUnused(ReadOnlySpan<int> lengths, ref float rows, int stride, int steps)
    {
        for (var row = 0; row < lengths.Length; row++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, (((nint)row * steps) + lengths[row]) * stride), (steps - lengths[row]) * stride).Clear();
        }
    }

    /// <summary>Goes back to what a layer remembered when a row ended, which is what the step behind began with.</summary>
    /// <param name="lengths">Steps used of each row.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="kept">What the first row's first step began with.</param>
    /// <param name="keptStride">Floats from one step to the next there.</param>
    /// <param name="remembered">What the layer remembers at the end of the window; receives what it did at the end of each row.</param>
    /// <param name="stride">Floats of a row there.</param>
    public static void EndAt(ReadOnlySpan<int> lengths, int steps, ref float kept, int keptStride, ref float remembered, int stride)
    {
        for (var row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < steps)
            {
                var at = ((nint)row * steps) + lengths[row];
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref kept, at * keptStride), stride)
                    .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref remembered, (nint)row * stride), stride));
            }
        }
    }

    /// <summary>Copies those rows that end with a step.</summary>
    /// <param name="lengths">Steps used of each row.</param>
    /// <param name="step">The step, counted from 0.</param>
    /// <param name="from">The rows.</param>
    /// <param name="to">Receives them.</param>
    /// <param name="stride">Floats of a row.</param>
    public static void CopyEnding(ReadOnlySpan<int> lengths, int step, ref float from, ref float to, int stride)
    {
        for (var row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] == step + 1)
            {
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, (nint)row * stride), stride)
                    .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, (nint)row * stride), stride));
            }
        }
    }
}
