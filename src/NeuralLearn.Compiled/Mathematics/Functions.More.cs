using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>Functions built on the exponential and the logarithm.</summary>
internal static partial class Functions
{
    /// <summary>e^x - 1, which loses nothing near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        // Below -40 the result is -1; above 20 taking 1 off changes nothing, and the exponential alone overflows in the right place.
        var bounded = T.Select(T.LessThan(x, T.Create(-40f)), T.Create(-40f), x);
        bounded = T.Select(T.LessThan(T.Create(89f), bounded), T.Create(89f), bounded);
        var (exponent, tail) = Reduce<T, TRounding>(bounded);
        var half = T.Floor(exponent * T.Create(0.5f));
        var first = T.PowerOfTwo(half);
        var second = T.PowerOfTwo(exponent - half);
        var large = (tail + T.Create(1f)) * first * second;
        var scale = first * second;
        var small = MultiplyAdd<T, TRounding>(scale, tail, scale - T.Create(1f));
        var result = T.Select(T.LessThan(T.Create(20f), x), large, small);

        // Below the normal numbers e^x - 1 is x; -0 stays -0.
        return T.Select(T.LessThan(x & T.Bits(AllButSign), T.Create(1.17549435e-38f)), x, result);
    }

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var positive = T.Select(T.LessThan(x, T.Create(0f)), T.Create(0f), x);
        return positive + Log1p<T, TRounding>(Exp<T, TRounding>(x | T.Bits(SignBit)));
    }

    /// <summary>ln(1 + u) for u from 0 to 1: what rounding 1 + u lost is put back to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T, TRounding>(T u)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var sum = T.Create(1f) + u;
        return Log<T, TRounding>(sum) + ((u - (sum - T.Create(1f))) / sum);
    }

    /// <summary>The error function: an odd polynomial near 0, 1 - e^q beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T, TRounding>(T x)
        where T : struct, ILanes<T>
        where TRounding : struct, IRounding
    {
        var sign = x & T.Bits(SignBit);
        var magnitude = x & T.Bits(AllButSign);

        var t = magnitude * magnitude;
        var p = MultiplyAdd<T, TRounding>(T.Create(8.54043153e-5f), t, T.Create(-0.000818175242f));
        p = MultiplyAdd<T, TRounding>(p, t, T.Create(0.00520436868f));
        p = MultiplyAdd<T, TRounding>(p, t, T.Create(-0.0268607027f));
        p = MultiplyAdd<T, TRounding>(p, t, T.Create(0.112837184f));
        p = MultiplyAdd<T, TRounding>(p, t, T.Create(-0.376126352f));
        p = MultiplyAdd<T, TRounding>(p, t, T.Create(0.128379167f));
        var near = MultiplyAdd<T, TRounding>(p, magnitude, magnitude);

        // From 4 on erf is 1 in single precision.
        var a = T.Select(T.LessThan(T.Create(4f), magnitude), T.Create(4f), magnitude);
        var q = MultiplyAdd<T, TRounding>(T.Create(-2.03694374e-5f), a, T.Create(0.000426152206f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(-0.00413122264f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(0.0250157483f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(-0.108121827f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(-0.633488703f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(-1.12944584f));
        q = MultiplyAdd<T, TRounding>(q, a, T.Create(0.00016054661f));
        var far = T.Create(1f) - Exp<T, TRounding>(q);

        return T.Select(T.LessThan(magnitude, T.Create(0.88f)), near, far) | sign;
    }
}
