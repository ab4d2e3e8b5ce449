using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>x^y.</summary>
internal static partial class Functions
{
    // From here all floats are whole; from twice this on they are even.
    private const float AllWhole = 8388608f;

    /// <summary>x^y = 2^(y · log2 x) in double precision, as an error of the exponent, up to 150, counts a hundredfold in the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Pow<TVector, TLanes>(TVector x, TVector y)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var denormal = TLanes.LessThan(a, 1.17549435e-38f);
        var normal = TLanes.Select(denormal, TLanes.Multiply(a, 33554432f), a);
        var e = TLanes.Subtract(TLanes.Exponent(normal), TLanes.Where(denormal, 25f));
        var result = TLanes.InDouble<PowerOfMantissa>(TLanes.Mantissa(normal), e, y);

        // Everything but a positive finite x and a finite y.
        var positive = TLanes.And(TLanes.LessThan(0f, x), TLanes.LessThan(x, float.PositiveInfinity));
        var ordinary = TLanes.And(positive, TLanes.LessThan(TLanes.And(y, AllButSign), float.PositiveInfinity));
        return TLanes.Any(TLanes.Xor(ordinary, uint.MaxValue)) ? PowOfAny<TVector, TLanes>(x, y, result) : result;
    }

    /// <summary>x^y by |x|^y. One copy for all callers, as few vectors need it and those that do can afford the call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector PowOfAny<TVector, TLanes>(TVector x, TVector y, TVector result)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var b = TLanes.And(y, AllButSign);
        var endless = TLanes.Equal(b, float.PositiveInfinity);
        var belowZero = TLanes.LessThan(y, 0f);

        // At the ends of both scales there are only 0 and ∞, and 1 where the base is ±1.
        var end = TLanes.Or(TLanes.Or(TLanes.Equal(a, 0f), TLanes.Equal(a, float.PositiveInfinity)), endless);
        var large = TLanes.Xor(TLanes.LessThan(1f, a), belowZero);
        result = TLanes.Select(end, TLanes.Where(large, float.PositiveInfinity), result);
        result = TLanes.Select(TLanes.And(endless, TLanes.Equal(a, 1f)), 1f, result);

        // The addition rounds to a whole number, which then stands in the lowest bits.
        var fractions = TLanes.LessThan(b, AllWhole);
        var whole = TLanes.Select(fractions, TLanes.Add(b, AllWhole), b);
        var rest = TLanes.Subtract(TLanes.Select(fractions, TLanes.Add(whole, -AllWhole), b), b);
        var isWhole = TLanes.Or(TLanes.Equal(rest, 0f), endless);
        var odd = TLanes.And(TLanes.And(TLanes.LowestBit(whole), isWhole), TLanes.LessThan(b, 2f * AllWhole));
        result = TLanes.Or(result, TLanes.And(TLanes.And(x, SignBit), odd));

        // A fractional power of a negative number is none, but those of -∞ are 0 and ∞.
        var negative = TLanes.And(TLanes.LessThan(x, 0f), TLanes.LessThan(float.NegativeInfinity, x));
        result = TLanes.Select(TLanes.And(negative, TLanes.Xor(isWhole, uint.MaxValue)), float.NaN, result);
        var sum = TLanes.Add(a, b);
        result = TLanes.Select(TLanes.LessThan(-1f, sum), result, sum);

        // Even of NaN.
        return TLanes.Select(TLanes.Or(TLanes.Equal(x, 1f), TLanes.Equal(y, 0f)), 1f, result);
    }
}

/// <summary>(m · 2^e)^y for m between √½ and √2.</summary>
internal readonly struct PowerOfMantissa : IDoubleFunction
{
    // 1.5 × 2^52: a number added to it is rounded to a whole one, which then stands in the lowest bits, too.
    private const double Whole = 6755399441055744;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector, TLanes>(TVector a, TVector b, TVector c)
        where TVector : struct
        where TLanes : struct, IDoubleLanes<TVector>
    {
        var (m, e, y) = (a, b, c);

        // log2 m = s · p(s²) with s = (m - 1) / (m + 1), to 45 bits.
        var s = TLanes.Divide(TLanes.Add(m, -1.0), TLanes.Add(m, 1.0));
        var square = TLanes.Multiply(s, s);
        var fourth = TLanes.Multiply(square, square);
        var p = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(square, 0.2828992988494704, 0.319905754006634),
            fourth,
            TLanes.MultiplyAdd(square, 0.41220925107704076, 0.5770779423766037));
        p = TLanes.MultiplyAdd(p, fourth, TLanes.MultiplyAdd(square, 0.9617966941133071, 2.88539008177785));

        // Beyond these limits a float is 0 or ∞ in any case, and 2^n stays a normal number.
        var exponent = TLanes.Clamp(TLanes.Multiply(TLanes.MultiplyAdd(s, p, e), y), -200.0, 200.0);
        var whole = TLanes.Add(exponent, Whole + 1023.0);
        var f = TLanes.Subtract(exponent, TLanes.Add(whole, -Whole - 1023.0));

        // 2^f for |f| ≤ ½, to 34 bits.
        square = TLanes.Multiply(f, f);
        fourth = TLanes.Multiply(square, square);
        var high = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(f, 1.5196153935631404e-05, 0.0001546675655043423),
            square,
            TLanes.MultiplyAdd(f, 0.0013333935067837124, 0.009618038131192044));
        var low = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(f, 0.055504103659745264, 0.2402265106656862), square, TLanes.MultiplyAdd(f, 0.6931471807045382, 1.0));
        return TLanes.Multiply(TLanes.MultiplyAdd(high, fourth, low), TLanes.PowerOfTwo(whole));
    }
}
