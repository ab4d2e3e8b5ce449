using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

/// <summary>
/// Carries values between the user's layout (PyTorch's: [outputs, inputs], row-major; plain rows) and the one the kernels use: panels of
/// 16 outputs, a last one of 4, 8 or 16, in each panel one row of lanes per input; or along the inputs, in each panel one row of lanes per
/// output. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Packing
{
    private const int Lanes = 16;

    /// <summary>Writes a tensor into its packed place.</summary>
    /// <param name="flat">outputs × inputs values, row-major.</param>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="outputs">Rows of the tensor; the length of a bias.</param>
    /// <param name="inputs">Columns of the tensor; 1 for a bias.</param>
    /// <param name="alongInputs">Lanes are inputs.</param>
    public static void Pack(ReadOnlySpan<float> flat, ref float packed, int outputs, int inputs, bool alongInputs)
    {
        var (lanes, rows) = alongInputs ? (inputs, outputs) : (outputs, inputs);
        for (var lane = 0; lane < lanes; lane++)
        {
            var (start, width) = Place(lane, lanes, rows);
            for (var row = 0; row < rows; row++)
            {
                Unsafe.Add(ref packed, start + (row * width)) = flat[alongInputs ? (row * inputs) + lane : (lane * inputs) + row];
            }
        }

        // Lanes that are only padding take part in sums, so they must be 0 even after a NaN has been through.
        var last = lanes / Lanes * Lanes;
        if (last < lanes)
        {
            var (origin, width) = Place(last, lanes, rows);
            for (var row = 0; row < rows; row++)
            {
                for (var lane = lanes - last; lane < width; lane++)
                {
                    Unsafe.Add(ref packed, origin + (row * width) + lane) = 0f;
                }
            }
        }
    }

    /// <summary>Σ (g · scale)² in double precision, each product limited first: finite unless an element is not.</summary>
    /// <param name="gradients">The gradients added up.</param>
    /// <param name="scale">What they are multiplied by.</param>
    /// <param name="limit">The largest magnitude of a product; 0: none.</param>
    /// <returns>The sum; NaN or ∞ if an element is.</returns>
    public static double SumOfSquares(ReadOnlySpan<float> gradients, float scale, double limit)
    {
        var total = 0.0;
        foreach (var gradient in gradients)
        {
            var value = (double)gradient * scale;
            if (limit > 0 && double.IsFinite(value))
            {
                value = Math.Clamp(value, -limit, limit);
            }

            total += value * value;
        }

        return total;
    }

    /// <summary>Adds random numbers to a tensor in its packed place, element by element in the user's order.</summary>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="outputs">Rows of the tensor; the length of a bias.</param>
    /// <param name="inputs">Columns of the tensor; 1 for a bias.</param>
    /// <param name="alongInputs">Lanes are inputs.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="deviation">The standard deviation of what is added.</param>
    /// <param name="probability">The share of elements that change.</param>
    public static void Mutate(ref float packed, int outputs, int inputs, bool alongInputs, ref NetRandom random, float deviation, float probability)
    {
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                if (probability >= 1f || random.NextSingle() < probability)
                {
                    Unsafe.Add(ref packed, Place(output, input, outputs, inputs, alongInputs)) += deviation * random.NextNormal();
                }
            }
        }
    }

    /// <summary>Adds numbers to others, place by place.</summary>
    /// <param name="target">What is added to.</param>
    /// <param name="terms">What is added; as many.</param>
    public static void Add(Span<float> target, ReadOnlySpan<float> terms)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= target.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(target[i..]) + new Vector<float>(terms[i..])).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += terms[i];
        }
    }

    /// <summary>Reads a tensor from its packed place, times a scale.</summary>
    /// <param name="packed">Where the packed tensor begins.</param>
    /// <param name="flat">Receives outputs × inputs values, row-major.</param>
    /// <param name="outputs">Rows of the tensor; the length of a bias.</param>
    /// <param name="inputs">Columns of the tensor; 1 for a bias.</param>
    /// <param name="alongInputs">Lanes are inputs.</param>
    /// <param name="scale">What every value is multiplied by.</param>
    public static void Unpack(ref float packed, Span<float> flat, int outputs, int inputs, bool alongInputs, float scale)
    {
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                flat[(output * inputs) + input] = Unsafe.Add(ref packed, Place(output, input, outputs, inputs, alongInputs)) * scale;
            }
        }
    }

    /// <summary>Copies plain rows into rows of another stride and clears what is between.</summary>
    /// <param name="source">The first value of the first plain row.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="destination">The first value of the first padded row.</param>
    /// <param name="stride">Floats from one padded row to the next.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PadRows(ref float source, int size, ref float destination, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * size);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * stride);
            var i = 0;
            for (; i + 4 <= size; i += 4)
            {
                Vector128.LoadUnsafe(ref from, (nuint)i).StoreUnsafe(ref to, (nuint)i);
            }

            for (; i < size; i++)
            {
                Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
            }

            for (; i < stride; i++)
            {
                Unsafe.Add(ref to, i) = 0f;
            }
        }
    }

    /// <summary>Copies padded rows into plain ones.</summary>
    /// <param name="source">The first value of the first padded row.</param>
    /// <param name="stride">Floats from one padded row to the next.</param>
    /// <param name="destination">The first value of the first plain row.</param>
    /// <param name="size">Values per row.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UnpadRows(ref float source, int stride, ref float destination, int size, int rows)
    {
        var row = 0;
        for (; size == 1 && row + 4 <= rows; row += 4)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * stride);
            Vector128.Create(from, Unsafe.Add(ref from, stride), Unsafe.Add(ref from, stride * 2), Unsafe.Add(ref from, stride * 3))
                .StoreUnsafe(ref destination, (nuint)row);
        }

        // Whole vectors, whose padding the next row overwrites, as long as they end inside the last row.
        var wide = (size + 3) / 4 * 4;
        for (; size > 1 && (row * size) + wide <= rows * size; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * stride);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * size);
            for (var i = 0; i < wide; i += 4)
            {
                Vector128.LoadUnsafe(ref from, (nuint)i).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; row < rows; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * stride);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * size);
            for (var i = 0; i < size; i++)
            {
                Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
            }
        }
    }

    private static int Place(int output, int input, int outputs, int inputs, bool alongInputs)
    {
        var (start, width) = alongInputs ? Place(input, inputs, outputs) : Place(output, outputs, inputs);
        return start + ((alongInputs ? output : input) * width);
    }

    /// <summary>Where a lane's column begins, and how far its rows lie apart.</summary>
    private static (int Start, int Width) Place(int lane, int lanes, int rows)
    {
        var panel = lane / Lanes;
        var rest = lanes - (panel * Lanes);
        var width = rest switch
        {
            <= 4 => 4,
            <= 8 => 8,
            _ => Lanes,
        };
        return ((panel * Lanes * rows) + (lane % Lanes), width);
    }
}
