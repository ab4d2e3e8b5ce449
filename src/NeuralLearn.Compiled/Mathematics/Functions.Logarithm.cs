using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>Functions that are made of ln x.</summary>
internal static partial class Functions
{
    /// <summary>ln x = e · ln 2 + ln(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        // Denormals are brought into range by an exact factor.
        var denormal = TLanes.LessThan(x, 1.17549435e-38f);
        var normal = TLanes.Select(denormal, TLanes.Multiply(x, 33554432f), x);
        var e = TLanes.Subtract(TLanes.Exponent(normal), TLanes.Where(denormal, 25f));
        var result = LogNear1<TVector, TLanes>(TLanes.Add(TLanes.Mantissa(normal), -1f), e);

        // ∞ and NaN come back as they are.
        result = TLanes.Select(TLanes.LessThan(x, float.PositiveInfinity), result, x);
        result = TLanes.Select(TLanes.LessThan(x, 0f), float.NaN, result);
        return TLanes.Select(TLanes.Equal(x, 0f), float.NegativeInfinity, result);
    }

    /// <summary>ln(1 + x): 1 + x gives the exponent only; f = 2^-e · x + (2^-e - 1) keeps what its rounding loses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log1p<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var u = TLanes.Add(x, 1f);
        var e = TLanes.Exponent(u);
        var scale = TLanes.ShiftLeft(TLanes.MultiplyAdd(e, -1f, Whole + 127f), 23);
        var f = TLanes.MultiplyAdd(scale, x, TLanes.Add(scale, -1f));

        // Far above, 1 is no part of the sum any more, and 2^-e may be no number.
        f = TLanes.Select(TLanes.LessThan(1e9f, x), TLanes.Add(TLanes.Mantissa(u), -1f), f);
        var result = LogNear1<TVector, TLanes>(f, e);
        result = TLanes.Select(TLanes.LessThan(x, float.PositiveInfinity), result, x);
        result = TLanes.Select(TLanes.LessThan(TLanes.And(x, AllButSign), 1e-8f), x, result);
        result = TLanes.Select(TLanes.LessThan(x, -1f), float.NaN, result);
        return TLanes.Select(TLanes.Equal(x, -1f), float.NegativeInfinity, result);
    }
}
