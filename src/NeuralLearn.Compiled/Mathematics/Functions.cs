using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Each function once, over any width and either rounding of multiply-adds. Coefficients are minimax fits of this project's own: weighted
/// least squares in 50 digits, the weights raised where the error is largest until it is level, and the error taken relative to the result.
/// Selections between ranges stand at the end and not at the beginning, off the chain of operations that the result waits for.
/// </summary>
internal static partial class Functions
{
    private const uint SignBit = 0x80000000;
    private const uint AllButSign = 0x7FFFFFFF;

    // 1.5 × 2^23: a number added to it is rounded to a whole one, which then stands in the lowest bits, too.
    private const float Whole = 12582912f;

    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has so few bits that its product with a whole exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    private const float SqrtTwoLessOne = 0.414213562f;

    // The way back for what carries 2^64 too much until its last rounding.
    private const float TwoToMinus64 = 5.421010862427522e-20f;

    /// <summary>x less the multiple n of ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LessLn2<TVector, TLanes>(TVector x, TVector n)
        where TVector : struct
        where TLanes : struct, ILanes<TVector> =>
        TLanes.MultiplyAdd(n, -Ln2Low, TLanes.MultiplyAdd(n, -Ln2High, x));

    /// <summary>(e^r - 1 - r) / r² for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpTail<TVector, TLanes>(TVector r, TVector square)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var high = TLanes.MultiplyAdd(square, 0.00138824790246f, TLanes.MultiplyAdd(r, 0.00836671363522f, 0.0416672061495f));
        return TLanes.MultiplyAdd(high, square, TLanes.MultiplyAdd(r, 0.166665421861f, 0.499999981215f));
    }

    /// <summary>e^r for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpNear0<TVector, TLanes>(TVector r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var square = TLanes.Multiply(r, r);
        return TLanes.MultiplyAdd(ExpTail<TVector, TLanes>(r, square), square, TLanes.Add(r, 1f));
    }

    /// <summary>e^r - 1 for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expm1Near0<TVector, TLanes>(TVector r)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var square = TLanes.Multiply(r, r);
        return TLanes.MultiplyAdd(ExpTail<TVector, TLanes>(r, square), square, r);
    }

    /// <summary>e · ln 2 + ln(1 + f) for 1 + f between √½ and √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogNear1<TVector, TLanes>(TVector f, TVector e)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
    {
        var square = TLanes.Multiply(f, f);
        var high = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(f, -0.0763386365691f, 0.127611645282f), square, TLanes.MultiplyAdd(f, -0.131602343781f, 0.14201821291f));
        var low = TLanes.MultiplyAdd(
            TLanes.MultiplyAdd(f, -0.166233572194f, 0.200012238547f), square, TLanes.MultiplyAdd(f, -0.250008210446f, 0.333333317454f));
        var p = TLanes.MultiplyAdd(high, TLanes.Multiply(square, square), low);

        // ln(1 + f) = f - f²/2 + f³p: small terms are added up first.
        var rest = TLanes.MultiplyAdd(p, TLanes.Multiply(square, f), TLanes.Multiply(e, Ln2Low));
        rest = TLanes.MultiplyAdd(square, -0.5f, rest);
        return TLanes.MultiplyAdd(e, Ln2High, TLanes.Add(f, rest));
    }
}
