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

    /// <summary>The largest of all lanes, as <see cref="Larger(Vector512{float}, Vector512{float})"/> has it.</summary>
    /// <param name="lanes">The numbers.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldLarger(Vector512<float> lanes) => FoldLarger(Larger(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="FoldLarger(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldLarger(Vector256<float> lanes) => FoldLarger(Larger(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="FoldLarger(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FoldLarger(Vector128<float> lanes)
    {
        var pairs = Larger(lanes, Vector128.Shuffle(lanes, Vector128.Create(2, 3, 0, 1)));
        return Larger(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
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

    /// <summary>Eight sums at once, each with the bits of <see cref="FoldSum(Vector512{float})"/>.</summary>
    /// <param name="a">Terms of the first sum.</param>
    /// <param name="b">Terms of the second sum.</param>
    /// <param name="c">Terms of the third sum.</param>
    /// <param name="d">Terms of the fourth sum.</param>
    /// <param name="e">Terms of the fifth sum.</param>
    /// <param name="f">Terms of the sixth sum.</param>
    /// <param name="g">Terms of the seventh sum.</param>
    /// <param name="h">Terms of the eighth sum.</param>
    /// <returns>The eight sums in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FoldSum8(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h) => FoldSum8(
        a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper(),
        e.GetLower() + e.GetUpper(), f.GetLower() + f.GetUpper(), g.GetLower() + g.GetUpper(), h.GetLower() + h.GetUpper());

    /// <inheritdoc cref="FoldSum8(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FoldSum8(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h)
    {
        if (Avx.IsSupported)
        {
            // Every step halves two vectors into one: sums that will stand in the other half of the result come in pairs.
            var ae = Halves(a, e);
            var bf = Halves(b, f);
            var cg = Halves(c, g);
            var dh = Halves(d, h);
            var ab = Pairs(ae, bf);
            var cd = Pairs(cg, dh);
            return Avx.Shuffle(ab, cd, 0b10_00_10_00) + Avx.Shuffle(ab, cd, 0b11_01_11_01);
        }

        return Vector256.Create(FoldSum4(a, b, c, d), FoldSum4(e, f, g, h));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> Halves(Vector256<float> x, Vector256<float> y) => Avx.Permute2x128(x, y, 0x20) + Avx.Permute2x128(x, y, 0x31);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> Pairs(Vector256<float> x, Vector256<float> y) =>
            Avx.UnpackLow(x.AsDouble(), y.AsDouble()).AsSingle() + Avx.UnpackHigh(x.AsDouble(), y.AsDouble()).AsSingle();
    }

    /// <summary>Sixteen sums at once, each with the bits of <see cref="FoldSum(Vector512{float})"/>: the terms are those of sums 0 to 15.</summary>
    /// <returns>The sixteen sums in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FoldSum16(
        Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3, Vector512<float> s4, Vector512<float> s5, Vector512<float> s6, Vector512<float> s7,
        Vector512<float> s8, Vector512<float> s9, Vector512<float> s10, Vector512<float> s11, Vector512<float> s12, Vector512<float> s13, Vector512<float> s14, Vector512<float> s15)
    {
        if (Avx512F.IsSupported)
        {
            // Each step adds the halves of two vectors into one. What ends up in the four quarters of the result are sums 0-3, 4-7, 8-11, 12-15.
            var p0 = Quarters(Halves(s0, s4), Halves(s8, s12));
            var p1 = Quarters(Halves(s1, s5), Halves(s9, s13));
            var p2 = Quarters(Halves(s2, s6), Halves(s10, s14));
            var p3 = Quarters(Halves(s3, s7), Halves(s11, s15));
            var q0 = Pairs(p0, p1);
            var q1 = Pairs(p2, p3);
            return Avx512F.Shuffle(q0, q1, 0b10_00_10_00) + Avx512F.Shuffle(q0, q1, 0b11_01_11_01);
        }

        return Vector512.Create(
            FoldSum8(s0, s1, s2, s3, s4, s5, s6, s7), FoldSum8(s8, s9, s10, s11, s12, s13, s14, s15));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Halves(Vector512<float> x, Vector512<float> y) =>
            Avx512F.Shuffle4x128(x, y, 0b01_00_01_00) + Avx512F.Shuffle4x128(x, y, 0b11_10_11_10);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Quarters(Vector512<float> x, Vector512<float> y) =>
            Avx512F.Shuffle4x128(x, y, 0b10_00_10_00) + Avx512F.Shuffle4x128(x, y, 0b11_01_11_01);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> Pairs(Vector512<float> x, Vector512<float> y) =>
            Avx512F.UnpackLow(x.AsDouble(), y.AsDouble()).AsSingle() + Avx512F.UnpackHigh(x.AsDouble(), y.AsDouble()).AsSingle();
    }
}
