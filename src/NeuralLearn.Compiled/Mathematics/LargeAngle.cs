namespace NeuralLearn.Compiled;

/// <summary>
/// The remainder of a large angle by ½π. Only 94 bits of 2/π matter: those above give whole turns, those below nothing that a float could
/// show. Integers, as a product of floats would not be exact.
/// </summary>
internal static class LargeAngle
{
    private static ReadOnlySpan<uint> TwoOverPi =>
        [0, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561];

    /// <summary>x · 2/π modulo 4, as the nearest whole number and the signed rest in units of 2^-94.</summary>
    public static (int Quarters, Int128 Left) Reduce(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x);
        var mantissa = (bits & 0x007FFFFF) | 0x00800000;

        // x = mantissa × 2^exponent; the first bit of 2/π that counts is the one that makes 2 of it, one word of zeros standing before.
        var exponent = (int)(bits >> 23) - 150;
        var first = exponent - 2 + 32;
        var window = UInt128.Zero;
        for (var word = 0; word < 4; word++)
        {
            window = (window << 32) | TwoOverPi[(first >> 5) + word];
        }

        const int Size = 96;
        var modulus = (UInt128.One << Size) - 1;
        window = (window >> (32 - (first & 31))) & modulus;
        var product = (window * mantissa) & modulus;
        var quarters = (product + (UInt128.One << (Size - 3))) >> (Size - 2);
        return ((int)quarters & 3, (Int128)product - (Int128)(quarters << (Size - 2)));
    }
}

/// <summary>How many quarters of a turn, in the form in which vectors have it.</summary>
internal readonly struct LargeAngleQuarters : IScalarFunction
{
    public static float Of(float x) => 12582912f + (float.IsFinite(x) ? LargeAngle.Reduce(x).Quarters : 0);
}

/// <summary>The angle that is left.</summary>
internal readonly struct LargeAngleRest : IScalarFunction
{
    // ½π in units of 2^-62.
    private const double Unit = 1.5707963267948966 / (1L << 62);

    public static float Of(float x) => float.IsFinite(x) ? (float)((long)(LargeAngle.Reduce(x).Left >> 32) * Unit) : float.NaN;
}
