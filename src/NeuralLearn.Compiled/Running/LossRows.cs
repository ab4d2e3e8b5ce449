using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>What rows of losses and their gradients have in common. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossRows
{
    /// <summary>Multiplies a row's loss and gradient by a factor. 0 gives zeros, whatever numbers are there.</summary>
    /// <param name="loss">The row's loss.</param>
    /// <param name="gradient">The first value of its gradient.</param>
    /// <param name="stride">Values of the gradient, padding included.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The loss times the factor.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Weigh(float loss, ref float gradient, int stride, float factor) =>
        factor == 1f ? loss : Scale(loss, ref gradient, stride, factor);

    /// <summary>Writes 1 at a class and 0 elsewhere.</summary>
    /// <param name="target">The first value of the row.</param>
    /// <param name="stride">Values of the row, padding included.</param>
    /// <param name="label">The class.</param>
    public static void OneHot(ref float target, int stride, int label)
    {
        MemoryMarshal.CreateSpan(ref target, stride).Clear();
        Unsafe.Add(ref target, label) = 1f;
    }

    /// <summary>Brings factors into padded rows: those of the rows, those of the declaration, or both multiplied.</summary>
    /// <param name="weights">Factors of all rows; empty: none.</param>
    /// <param name="start">The first row that is wanted.</param>
    /// <param name="constants">Factors that are the same for all rows; empty: none.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="destination">The first value of the first padded row.</param>
    /// <param name="stride">Floats from one padded row to the next.</param>
    /// <param name="count">How many rows.</param>
    public static void FillWeights(
        ReadOnlySpan<float> weights, int start, ReadOnlySpan<float> constants, int size, ref float destination, int stride, int count)
    {
        for (var row = 0; row < count; row++)
        {
            var target = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)row * stride), stride);
            target.Clear();
            for (var i = 0; i < size; i++)
            {
                var weight = weights.IsEmpty ? 1f : weights[((start + row) * size) + i];
                target[i] = constants.IsEmpty ? weight : weight * constants[i];
            }
        }
    }

    /// <summary>The same where a row has positions: in memory they come one behind the other, at each its channels.</summary>
    /// <param name="weights">Factors of all rows, in the user's order; empty: none.</param>
    /// <param name="start">The first row that is wanted.</param>
    /// <param name="constants">Factors that are the same for all rows: one per value in the user's order, or, of a sequence, one per channel; empty: none.</param>
    /// <param name="channels">Channels of a position.</param>
    /// <param name="positions">Positions of a row.</param>
    /// <param name="channelsFirst">Whether the user has all positions of a channel, then of the next.</param>
    /// <param name="destination">The first channel of the first position.</param>
    /// <param name="stride">Floats from one position to the next.</param>
    /// <param name="count">How many rows.</param>
    public static void FillWeights(
        ReadOnlySpan<float> weights, int start, ReadOnlySpan<float> constants, int channels, int positions, bool channelsFirst,
        ref float destination, int stride, int count)
    {
        for (var row = 0; row < count; row++)
        {
            for (var position = 0; position < positions; position++)
            {
                var target = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (((nint)row * positions) + position) * stride), stride);
                target.Clear();
                for (var channel = 0; channel < channels; channel++)
                {
                    var place = channelsFirst ? (channel * positions) + position : (position * channels) + channel;
                    var weight = weights.IsEmpty ? 1f : weights[((start + row) * channels * positions) + place];
                    target[channel] = constants.IsEmpty ? weight : weight * constants[channelsFirst ? place : channel];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Scale(float loss, ref float gradient, int stride, float factor)
    {
        var row = MemoryMarshal.CreateSpan(ref gradient, stride);
        if (factor == 0f)
        {
            row.Clear();
            return 0f;
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] *= factor;
        }

        return loss * factor;
    }
}
