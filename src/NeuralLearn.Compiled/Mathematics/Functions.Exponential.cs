using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>Functions that are made of e^x.</summary>
internal static partial class Functions
{
    /// <summary>e^x = 2^n · e^r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Select(TLanes.LessThan(89f, x), float.PositiveInfinity, ExpBelow88<TVector, TLanes>(x));

    /// <summary>e^x where it is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpBelow88<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var whole = TLanes.MultiplyAdd(x, Log2E, Whole);
        var n = TLanes.Add(whole, -Whole);
        var result = TLanes.Scale(ExpNear0<TVector, TLanes>(LessLn2<TVector, TLanes>(x, n)), n, whole);
        return TLanes.Select(TLanes.LessThan(x, -104f), 0f, result);
    }

    /// <summary>e^x - 1 = 2^n · (e^r - 1) + (2^n - 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expm1<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var whole = TLanes.MultiplyAdd(x, Log2E, Whole);
        var n = TLanes.Add(whole, -Whole);
        var p = Expm1Near0<TVector, TLanes>(LessLn2<TVector, TLanes>(x, n));

        // Half of everything, as 2^128 is not a number while the result may still be one.
        var half = TLanes.ShiftLeft(TLanes.Add(whole, 126f), 23);
        var result = TLanes.Multiply(TLanes.MultiplyAdd(half, p, TLanes.Add(half, -0.5f)), 2f);

        // Near 0 the function is x; halves of denormals and the sign of 0 would be lost.
        result = TLanes.Select(TLanes.LessThan(TLanes.And(x, AllButSign), 1e-8f), x, result);
        result = TLanes.Select(TLanes.LessThan(x, -18f), -1f, result);
        return TLanes.Select(TLanes.LessThan(89f, x), float.PositiveInfinity, result);
    }

    /// <summary>1 / (1 + e^-x), with e^-x = 2^n + 2^n · (e^r - 1) so that 1 is added to what is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var negative = TLanes.Xor(x, SignBit);
        var whole = TLanes.MultiplyAdd(negative, Log2E, Whole + 127f);
        var p = Expm1Near0<TVector, TLanes>(LessLn2<TVector, TLanes>(negative, TLanes.Add(whole, -Whole - 127f)));

        // Far below 0 both parts of the fraction carry 2^-64, so that e^-x does not overflow and the division rounds into the denormals.
        var small = TLanes.LessThan(x, -64f);
        var scale = TLanes.ShiftLeft(TLanes.Subtract(whole, TLanes.Where(small, 64f)), 23);
        var denominator = TLanes.MultiplyAdd(p, scale, TLanes.Add(scale, 1f));
        var result = TLanes.Divide(TLanes.Select(small, TwoToMinus64, 1f), denominator);
        result = TLanes.Select(TLanes.LessThan(x, -104f), 0f, result);
        return TLanes.Select(TLanes.LessThan(30f, x), 1f, result);
    }

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var e = ExpBelow88<TVector, TLanes>(TLanes.Or(x, SignBit));

        // 1 + e is never rounded: it is 1 + f, or 2 · (1 + f) if larger than √2.
        var large = TLanes.LessThan(SqrtTwoLessOne, e);
        var f = TLanes.Select(large, TLanes.MultiplyAdd(e, 0.5f, -0.5f), e);
        return TLanes.Add(
            LogNear1<TVector, TLanes>(f, TLanes.Where(large, 1f)), TLanes.Select(TLanes.LessThan(x, 0f), 0f, x));
    }

    /// <summary>
    /// tanh a = 2t / (1 + t²) with t = tanh(a/2) = n / 2d, a fraction of polynomials in a²: errors of t vanish towards 1. With the
    /// denominator as (d - n/2)² + nd the rounding of nd cancels, too. Near 0, where errors of t do not vanish, a polynomial.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var square = TLanes.Multiply(a, a);
        var cube = TLanes.Multiply(square, a);

        var n = TLanes.MultiplyAdd(TLanes.MultiplyAdd(square, 1.141659863464e-4f, 0.0297693359478f), cube, a);
        var d = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(square, 1.2273732572e-6f, 0.00120609342388f),
            TLanes.Multiply(square, square),
            TLanes.MultiplyAdd(square, 0.113102620848f, 1f));
        var product = TLanes.Multiply(n, d);
        var rest = TLanes.MultiplyAdd(n, -0.5f, d);
        var far = TLanes.Divide(product, TLanes.MultiplyAdd(rest, rest, product));

        var near = TLanes.MultiplyAdd(square, -0.00523241492375f, 0.0201912705486f);
        near = TLanes.MultiplyAdd(near, square, -0.0535947057477f);
        near = TLanes.MultiplyAdd(near, square, 0.133296134084f);
        near = TLanes.MultiplyAdd(near, square, -0.333332114119f);
        near = TLanes.MultiplyAdd(near, cube, a);

        var result = TLanes.Select(TLanes.LessThan(a, 0.6875f), near, far);
        result = TLanes.Select(TLanes.LessThan(9.02f, a), 1f, result);
        return TLanes.Or(result, TLanes.And(x, SignBit));
    }

    /// <summary>erf x: a polynomial near 0, beyond it 1 - e^p with p fitted to ln(1 - erf).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var a = TLanes.And(x, AllButSign);
        var square = TLanes.Multiply(a, a);

        var near = TLanes.MultiplyAdd(square, -0.000620341455144f, 0.00503221528732f);
        near = TLanes.MultiplyAdd(near, square, -0.0267914896228f);
        near = TLanes.MultiplyAdd(near, square, 0.11282456251f);
        near = TLanes.MultiplyAdd(near, square, -0.376125505964f);
        near = TLanes.MultiplyAdd(near, square, 0.128379157545f);
        near = TLanes.MultiplyAdd(near, a, a);

        var high = TLanes.MultiplyAdd(
            square, 0.000200954259527f, TLanes.MultiplyAdd(a, -0.00309187634608f, 0.0224185589113f));
        var low = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(a, -0.104324094923f, -0.636741041308f), square, TLanes.MultiplyAdd(a, -1.12793392797f, -0.000134087435777f));
        var p = TLanes.MultiplyAdd(high, TLanes.Multiply(square, square), low);
        var whole = TLanes.MultiplyAdd(p, Log2E, Whole + 127f);
        var e = ExpNear0<TVector, TLanes>(LessLn2<TVector, TLanes>(p, TLanes.Add(whole, -Whole - 127f)));
        var far = TLanes.MultiplyAdd(e, TLanes.Xor(TLanes.ShiftLeft(whole, 23), SignBit), 1f);

        var result = TLanes.Select(TLanes.LessThan(a, 0.875f), near, far);
        result = TLanes.Select(TLanes.LessThan(3.93f, a), 1f, result);
        return TLanes.Or(result, TLanes.And(x, SignBit));
    }
}
