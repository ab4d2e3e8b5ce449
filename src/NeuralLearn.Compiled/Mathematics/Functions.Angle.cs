using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>Functions of angles, and the angle itself.</summary>
internal static partial class Functions
{
    // Up to here the multiple of ½π has 13 bits at most, and its products with the first parts of ½π, of up to 11 bits, are exact.
    private const float LargeAngle = 10000f;

    private const float HalfPi1 = 1.5703125f;
    private const float HalfPi2 = 0.000483751296997f;
    private const float HalfPi3 = 7.54953362e-8f;
    private const float HalfPi4 = 2.56334407e-12f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var whole = Quarters<TVector, TLanes>(a);
        return TLanes.Xor(SinOf<TVector, TLanes>(AngleRest<TVector, TLanes>(a, whole), whole), TLanes.And(x, SignBit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        // cos x = sin(x + ½π): one quarter more.
        var a = TLanes.And(x, AllButSign);
        var whole = Quarters<TVector, TLanes>(a);
        return SinOf<TVector, TLanes>(AngleRest<TVector, TLanes>(a, whole), TLanes.Add(whole, 1f));
    }

    /// <summary>The nearest multiple of ½π, as a whole number above <see cref="Whole"/>; of large angles its remainder by 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Quarters<TVector, TLanes>(TVector a)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var whole = TLanes.MultiplyAdd(a, 0.636619747f, Whole);
        return TLanes.Any(TLanes.LessThan(LargeAngle, a)) ? TLanes.Above<LargeAngleQuarters>(LargeAngle, a, whole) : whole;
    }

    /// <summary>The angle less the multiple of ½π.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AngleRest<TVector, TLanes>(TVector a, TVector whole)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var n = TLanes.Add(whole, -Whole);
        var r = TLanes.MultiplyAdd(n, -HalfPi2, TLanes.MultiplyAdd(n, -HalfPi1, a));
        r = TLanes.MultiplyAdd(n, -HalfPi4, TLanes.MultiplyAdd(n, -HalfPi3, r));
        return TLanes.Any(TLanes.LessThan(LargeAngle, a)) ? TLanes.Above<LargeAngleRest>(LargeAngle, a, r) : r;
    }

    /// <summary>sin(r + n · ½π), n being the two lowest bits of whole: ±sin r or ±cos r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SinOf<TVector, TLanes>(TVector r, TVector whole)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var square = TLanes.Multiply(r, r);
        var sine = TLanes.MultiplyAdd(square, -0.00019514636124f, 0.00833215609116f);
        sine = TLanes.MultiplyAdd(sine, square, -0.166666545374f);
        sine = TLanes.MultiplyAdd(sine, TLanes.Multiply(square, r), r);
        var cosine = TLanes.MultiplyAdd(square, 2.4432411308e-5f, -0.0013887309849f);
        cosine = TLanes.MultiplyAdd(cosine, square, 0.041666645554f);
        cosine = TLanes.MultiplyAdd(cosine, TLanes.Multiply(square, square), TLanes.MultiplyAdd(square, -0.5f, 1f));
        var sign = TLanes.And(TLanes.ShiftLeft(whole, 30), SignBit);
        return TLanes.Xor(TLanes.Select(TLanes.LowestBit(whole), cosine, sine), sign);
    }

    /// <summary>atan x by tan(π/8): above it the angle to the axis of ½π or to that of ¼π, one division in all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var large = TLanes.LessThan(2.41421356f, a);
        var middle = TLanes.LessThan(SqrtTwoLessOne, a);
        var numerator = TLanes.Select(large, -1f, TLanes.Select(middle, TLanes.Add(a, -1f), a));
        var denominator = TLanes.Select(large, a, TLanes.Add(TLanes.And(middle, a), 1f));
        var r = TLanes.Divide(numerator, denominator);
        var square = TLanes.Multiply(r, r);
        var p = TLanes.MultiplyAdd(square, 0.0805373527971f, -0.138776827719f);
        p = TLanes.MultiplyAdd(p, square, 0.199777104168f);
        p = TLanes.MultiplyAdd(p, square, -0.333329491498f);

        // The axis is a sum of two, as one float is not near enough.
        var axis = TLanes.Select(large, 1.57079637f, TLanes.Where(middle, 0.785398185f));
        var axisRest = TLanes.Select(large, -4.37113900e-8f, TLanes.Where(middle, -2.18556950e-8f));
        var angle = TLanes.Add(r, TLanes.MultiplyAdd(p, TLanes.Multiply(square, r), axisRest));
        return TLanes.Or(TLanes.Add(axis, angle), TLanes.And(x, SignBit));
    }
}
