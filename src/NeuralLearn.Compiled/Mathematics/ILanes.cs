namespace NeuralLearn.Compiled;

/// <summary>
/// The operations that functions are written in: those with one meaning on every framework version and instruction set. A function written
/// once over these has the same bits at every width.
/// </summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Whether the hardware has a fused multiply-add at this width. A constant to the JIT.</summary>
    static abstract bool HasFused { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Bits(uint value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    /// <summary>a * b + c in one rounding; called only where <see cref="HasFused"/> is true.</summary>
    static abstract TSelf Fused(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Floor(TSelf value);

    /// <summary>All bits set where a &lt; b, else none.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    static abstract TSelf Select(TSelf mask, TSelf then, TSelf otherwise);

    /// <summary>2 to the power of a whole number from -126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>x = mantissa × 2^exponent with the mantissa in [√½, √2); x must be positive and normal.</summary>
    static abstract (TSelf Mantissa, TSelf Exponent) Split(TSelf value);
}

/// <summary>How a multiply-add is rounded.</summary>
internal interface IRounding
{
    static abstract bool MayFuse { get; }
}

/// <summary>Once where the hardware can, else twice.</summary>
internal readonly struct FusedRounding : IRounding
{
    public static bool MayFuse => true;
}

/// <summary>Twice, everywhere.</summary>
internal readonly struct SeparateRounding : IRounding
{
    public static bool MayFuse => false;
}
