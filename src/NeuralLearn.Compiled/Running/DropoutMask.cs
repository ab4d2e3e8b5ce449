using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Which values a dropout sets to 0: a function of seed, layer, row and element, so that it does not matter how rows are batched or which
/// machine it is. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    /// <summary>Tells the streams of a layer's masks from those of its initial values.</summary>
    private const ulong Stream = 0x9E3779B97F4A7C15;

    /// <summary>Writes 0 or 1/(1 - rate) for every value of some rows; 0 in the padding.</summary>
    /// <param name="mask">The first value of the first padded row.</param>
    /// <param name="stride">Floats from one padded row to the next.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="layer">The hash of the layer's name.</param>
    /// <param name="firstRow">Rows trained before the first of these.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rate">The probability of a 0.</param>
    public static void Draw(ref float mask, int stride, int size, ulong seed, long layer, long firstRow, int rows, float rate)
    {
        var kept = 1f / (1f - rate);
        var blocks = (ulong)((size + 3) / 4);
        for (var row = 0; row < rows; row++)
        {
            ref var first = ref Unsafe.Add(ref mask, (nint)row * stride);
            var counter = unchecked(((ulong)firstRow + (ulong)row) * blocks);
            for (var i = 0; i < stride; i += 4)
            {
                var words = i < size ? Philox.Block(seed, counter + ((ulong)i / 4), unchecked((ulong)layer ^ Stream)) : default;
                Keep(ref Unsafe.Add(ref first, i), words.W0, i < size, rate, kept);
                Keep(ref Unsafe.Add(ref first, i + 1), words.W1, i + 1 < size, rate, kept);
                Keep(ref Unsafe.Add(ref first, i + 2), words.W2, i + 2 < size, rate, kept);
                Keep(ref Unsafe.Add(ref first, i + 3), words.W3, i + 3 < size, rate, kept);
            }
        }
    }

    /// <summary>The same for rows of several positions, in whose memory channels stand last.</summary>
    /// <param name="mask">The first channel of the first position.</param>
    /// <param name="layout">Where the elements of a row lie.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="layer">The hash of the layer's name.</param>
    /// <param name="firstRow">Rows trained before the first of these.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rate">The probability of a 0.</param>
    public static void Draw(ref float mask, TensorLayout layout, int size, int stride, ulong seed, long layer, long firstRow, int rows, float rate)
    {
        var kept = 1f / (1f - rate);
        var blocks = (ulong)((size + 3) / 4);
        for (var row = 0; row < rows; row++)
        {
            ref var first = ref Unsafe.Add(ref mask, (nint)row * stride);
            MemoryMarshal.CreateSpan(ref first, stride).Clear();
            var counter = unchecked(((ulong)firstRow + (ulong)row) * blocks);
            for (var i = 0; i < size; i++)
            {
                var words = Philox.Block(seed, counter + ((ulong)i / 4), unchecked((ulong)layer ^ Stream));
                var word = (i % 4) switch { 0 => words.W0, 1 => words.W1, 2 => words.W2, _ => words.W3 };
                Keep(ref Unsafe.Add(ref first, layout.OffsetOf(i)), word, true, rate, kept);
            }
        }
    }

    private static void Keep(ref float mask, uint word, bool isReal, float rate, float kept) =>
        mask = isReal && Philox.ToUnit(word) >= rate ? kept : 0f;
}
