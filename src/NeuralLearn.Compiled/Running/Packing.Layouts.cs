using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

public static partial class Packing
{
    /// <summary>Writes a tensor into its packed place; padding becomes 0.</summary>
    /// <param name="flat">The values, row-major.</param>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="layout">Where its elements lie.</param>
    public static void Pack(ReadOnlySpan<float> flat, ref float packed, TensorLayout layout)
    {
        MemoryMarshal.CreateSpan(ref packed, layout.PackedLength).Clear();
        for (var i = 0; i < flat.Length; i++)
        {
            Unsafe.Add(ref packed, layout.OffsetOf(i)) = flat[i];
        }
    }

    /// <summary>
    /// Makes a batch normalisation by running statistics part of the weights below it, in double precision: W ← s W, b ← s (b - mean) + shift
    /// with s = scale / √(variance + ε).
    /// </summary>
    /// <param name="weight">One row per channel.</param>
    /// <param name="bias">One number per channel.</param>
    /// <param name="mean">The running mean.</param>
    /// <param name="variance">The running variance.</param>
    /// <param name="scale">The weight of the normalisation; empty where it has none, which is 1.</param>
    /// <param name="shift">The bias of the normalisation; empty where it has none, which is 0.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public static void Fold(
        Span<float> weight, Span<float> bias, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, double epsilon)
    {
        var columns = weight.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var factor = (scale.IsEmpty ? 1.0 : scale[channel]) / Math.Sqrt(variance[channel] + epsilon);
            foreach (ref var element in weight.Slice(channel * columns, columns))
            {
                element = (float)(element * factor);
            }

            bias[channel] = (float)(((bias[channel] - (double)mean[channel]) * factor) + (shift.IsEmpty ? 0.0 : shift[channel]));
        }
    }

    /// <summary>Makes the division of a Standardize part of the weights above it, in double precision: W ← W / deviation of the channel that it takes.</summary>
    /// <param name="weight">[outputs, inputs of a group, taps].</param>
    /// <param name="deviation">One number per input channel.</param>
    /// <param name="outputs">Rows of the weight.</param>
    /// <param name="groups">Parts of the channels that parts of the outputs read.</param>
    public static void FoldDeviation(Span<float> weight, ReadOnlySpan<float> deviation, int outputs, int groups)
    {
        var columns = weight.Length / outputs;
        var channels = deviation.Length / groups;
        var taps = columns / channels;
        for (var output = 0; output < outputs; output++)
        {
            var first = output / (outputs / groups) * channels;
            for (var i = 0; i < columns; i++)
            {
                ref var element = ref weight[(output * columns) + i];
                element = (float)(element / (double)deviation[first + (i / taps)]);
            }
        }
    }

    /// <summary>Reads a tensor from its packed place, times a scale.</summary>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="flat">Receives the values, row-major.</param>
    /// <param name="layout">Where its elements lie.</param>
    /// <param name="scale">What every value is multiplied by.</param>
    public static void Unpack(ref float packed, Span<float> flat, TensorLayout layout, float scale)
    {
        for (var i = 0; i < flat.Length; i++)
        {
            flat[i] = Unsafe.Add(ref packed, layout.OffsetOf(i)) * scale;
        }
    }

    /// <summary>Adds random numbers to a tensor in its packed place, element by element in the user's order.</summary>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="layout">Where they lie.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="deviation">The standard deviation of what is added.</param>
    /// <param name="probability">The share of elements that change.</param>
    public static void Mutate(ref float packed, int count, TensorLayout layout, ref NetRandom random, float deviation, float probability)
    {
        for (var i = 0; i < count; i++)
        {
            if (probability >= 1f || random.NextSingle() < probability)
            {
                Unsafe.Add(ref packed, layout.OffsetOf(i)) += deviation * random.NextNormal();
            }
        }
    }

    /// <summary>Copies plain rows of channels, each with all its positions, into positions of channels; padding becomes 0.</summary>
    /// <param name="source">The first value of the first plain row.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="positions">Positions of a channel.</param>
    /// <param name="destination">The first channel of the first position.</param>
    /// <param name="stride">Floats from one position to the next.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PadChannels(ref float source, int channels, int positions, ref float destination, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * channels * positions);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * stride * positions);
            for (var position = 0; position < positions; position++)
            {
                for (var channel = 0; channel < stride; channel++)
                {
                    Unsafe.Add(ref to, channel) = channel < channels ? Unsafe.Add(ref from, ((nint)channel * positions) + position) : 0f;
                }

                to = ref Unsafe.Add(ref to, stride);
            }
        }
    }

    /// <summary>Copies positions of channels into plain rows of channels, each with all its positions.</summary>
    /// <param name="source">The first channel of the first position.</param>
    /// <param name="stride">Floats from one position to the next.</param>
    /// <param name="destination">The first value of the first plain row.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="positions">Positions of a channel.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpadChannels(ref float source, int stride, ref float destination, int channels, int positions, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * stride * positions);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * channels * positions);
            for (var channel = 0; channel < channels; channel++)
            {
                for (var position = 0; position < positions; position++)
                {
                    Unsafe.Add(ref to, position) = Unsafe.Add(ref from, ((nint)position * stride) + channel);
                }

                to = ref Unsafe.Add(ref to, positions);
            }
        }
    }
}
