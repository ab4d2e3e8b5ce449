using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled;

/// <summary>Reductions over lanes, always by the same tree: 16 → 8 → 4 → 2 → 1, upper half onto lower.</summary>
public static partial class Lanes
{
    /// <summary>The sum of all lanes.</summary>
    /// <param name="lanes">The terms.</param>
    /// <returns>Lane j and lane j + 8 are added, then j and j + 4, j and j + 2, j and j + 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldSum(Vector512<float> lanes) => FoldSum(lanes.GetLower() + lanes.GetUpper());

    /// <inheritdoc cref="FoldSum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldSum(Vector256<float> lanes) => FoldSum(lanes.GetLower() + lanes.GetUpper());

    /// <inheritdoc cref="FoldSum(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldSum(Vector128<float> lanes)
    {
        var pairs = lanes + Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1));
        return (pairs + Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The largest of all lanes; NaN if one is.</summary>
    /// <param name="lanes">The numbers.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldMax(Vector512<float> lanes) => FoldMax(Max(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="FoldMax(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldMax(Vector256<float> lanes) => FoldMax(Max(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="FoldMax(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldMax(Vector128<float> lanes)
    {
        var pairs = Max(lanes, Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1)));
        return Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>Four sums at once, each with the bits of <see cref="FoldSum(Vector512{float})"/>.</summary>
    /// <param name="a">Terms of the first sum.</param>
    /// <param name="b">Terms of the second sum.</param>
    /// <param name="c">Terms of the third sum.</param>
    /// <param name="d">Terms of the fourth sum.</param>
    /// <returns>The four sums in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FoldSum4(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) => FoldSum4(
        a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <inheritdoc cref="FoldSum4(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FoldSum4(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) => FoldSum4(
        a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <inheritdoc cref="FoldSum4(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FoldSum4(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (Sse.IsSupported)
        {
            // (a0 a1 b0 b1) + (a2 a3 b2 b3): both first halves of the tree in one addition, and so on.
            var ab = Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a);
            var cd = Sse.MoveLowToHigh(c, d) + Sse.MoveHighToLow(d, c);
            return Sse.Shuffle(ab, cd, 0b10_00_10_00) + Sse.Shuffle(ab, cd, 0b11_01_11_01);
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            var (a2, b2, c2, d2) = (a.AsDouble(), b.AsDouble(), c.AsDouble(), d.AsDouble());
            var ab = AdvSimd.Arm64.ZipLow(a2, b2).AsSingle() + AdvSimd.Arm64.ZipHigh(a2, b2).AsSingle();
            var cd = AdvSimd.Arm64.ZipLow(c2, d2).AsSingle() + AdvSimd.Arm64.ZipHigh(c2, d2).AsSingle();
            return AdvSimd.Arm64.UnzipEven(ab, cd) + AdvSimd.Arm64.UnzipOdd(ab, cd);
        }

        return Vector128.Create(FoldSum(a), FoldSum(b), FoldSum(c), FoldSum(d));
    }
}
