using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Each function once, over any width and either rounding of multiply-adds. Coefficients are minimax fits of this project's own, by
/// Remez's exchange in 40 digits with the error weighted relative to the function.
/// </summary>
internal static partial class Functions
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has so few bits that its product with a whole exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    private const uint SignBit = 0x80000000;
    private const uint AllButSign = 0x7FFFFFFF;

    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        // Beyond these bounds the result is 0 or ∞ anyway, and the exponent stays one that can be built.
        var bounded = T.Select(T.LessThan(x, T.Create(-104f)), T.Create(-104f), x);
        bounded = T.Select(T.LessThan(T.Create(89f), bounded), T.Create(89f), bounded);
        var (exponent, tail) = Reduce<T, TRounding>(bounded);
        var value = tail + T.Create(1f);

        // Two factors, as 2^-150 is not a number but the product may be: the last rounding is the one into the denormals.
        var half = T.Floor(exponent * T.Create(0.5f));
        return value * T.PowerOfTwo(half) * T.PowerOfTwo(exponent - half);
    }

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        // Denormals are brought into range by an exact factor.
        var small = T.LessThan(x, T.Create(1.17549435e-38f));
        var scaled = T.Select(small, x * T.Create(33554432f), x);
        var (mantissa, exponent) = T.Split(scaled);
        exponent -= small & T.Create(25f);
        var f = mantissa - T.Create(1f);
        var square = f * f;

        var p = MultiplyAdd<T, TRounding>(T.Create(0.0674671552f), f, T.Create(-0.116756064f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(0.118880995f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(-0.124055927f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(0.142195624f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(-0.16667996f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(0.200021181f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(-0.250000096f));
        p = MultiplyAdd<T, TRounding>(p, f, T.Create(0.333333126f));

        // ln(1+f) = f - f²/2 + f³p; small terms are added up first.
        var rest = MultiplyAdd<T, TRounding>(exponent, T.Create(Ln2Low), p * (square * f));
        rest = MultiplyAdd<T, TRounding>(T.Create(-0.5f), square, rest);
        var result = MultiplyAdd<T, TRounding>(exponent, T.Create(Ln2High), f + rest);

        // ∞ and NaN come back as they are, 0 gives -∞, negative numbers NaN.
        result = T.Select(T.LessThan(x, T.Create(float.PositiveInfinity)), result, x);
        var zero = T.LessThan(x, T.Bits(1)) | T.LessThan(x, T.Create(0f));
        var belowZero = T.Select(T.LessThan(x, T.Create(0f)), T.Create(float.NaN), T.Create(float.NegativeInfinity));
        return T.Select(zero, belowZero, result);
    }

    /// <summary>tanh x = -E / (2 + E) with E = e^(-2|x|) - 1, which loses nothing near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var sign = x & T.Bits(SignBit);
        var magnitude = x & T.Bits(AllButSign);

        // From 10 on tanh is 1 in single precision.
        var bounded = T.Select(T.LessThan(T.Create(10f), magnitude), T.Create(10f), magnitude);
        var (exponent, tail) = Reduce<T, TRounding>(bounded * T.Create(-2f));
        var scale = T.PowerOfTwo(exponent);
        var e = MultiplyAdd<T, TRounding>(scale, tail, scale - T.Create(1f));
        var result = e / (T.Create(-2f) - e);
        return (result & T.Bits(AllButSign)) | sign;
    }

    /// <summary>1 / (1 + e^-x), from e^-|x|, which never overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var e = Exp<T, TRounding>(x | T.Bits(SignBit));
        var numerator = T.Select(T.LessThan(x, T.Create(0f)), e, T.Create(1f));
        return numerator / (T.Create(1f) + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd<T, TRounding>(T a, T b, T c)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding => TRounding.MayFuse && T.HasFused ? T.Fused(a, b, c) : (a * b) + c;

    /// <summary>x = exponent · ln 2 + r with |r| ≤ ½ ln 2; the second result is e^r - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Exponent, T Tail) Reduce<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var exponent = T.Floor(MultiplyAdd<T, TRounding>(x, T.Create(Log2E), T.Create(0.5f)));
        var r = MultiplyAdd<T, TRounding>(exponent, T.Create(-Ln2High), x);
        r = MultiplyAdd<T, TRounding>(exponent, T.Create(-Ln2Low), r);
        var p = MultiplyAdd<T, TRounding>(T.Create(0.00138145392f), r, T.Create(0.00836874507f));
        p = MultiplyAdd<T, TRounding>(p, r, T.Create(0.0416683908f));
        p = MultiplyAdd<T, TRounding>(p, r, T.Create(0.166665204f));
        p = MultiplyAdd<T, TRounding>(p, r, T.Create(0.499999934f));
        return (exponent, MultiplyAdd<T, TRounding>(p, r * r, r));
    }
}
