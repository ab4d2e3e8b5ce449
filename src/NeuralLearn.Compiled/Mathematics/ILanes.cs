namespace NeuralLearn.Compiled;

/// <summary>
/// The operations that functions are written in: those with one meaning on every framework version and instruction set. A function written
/// once over these has the same bits at every width. The operations take the plain vectors and not structures around them, as every
/// structure is a local variable more to the compiler at run time, which stops inlining at 512 of them; constants are passed as numbers for
/// the same reason.
/// </summary>
/// <typeparam name="TVector">The vector that holds the lanes.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Add(TVector a, float b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, float b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a * b + c, in one rounding if the hardware has it and the rounding may, else in two.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector MultiplyAdd(TVector a, TVector b, float c);

    static abstract TVector MultiplyAdd(TVector a, float b, TVector c);

    static abstract TVector MultiplyAdd(TVector a, float b, float c);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector And(TVector a, uint bits);

    /// <summary>The value where the mask is set, else 0.</summary>
    static abstract TVector Where(TVector mask, float value);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Or(TVector a, uint bits);

    static abstract TVector Xor(TVector a, TVector b);

    static abstract TVector Xor(TVector a, uint bits);

    /// <summary>All bits set where a &lt; b, else none.</summary>
    static abstract TVector LessThan(TVector a, float b);

    /// <summary>All bits set where a &lt; b, else none.</summary>
    static abstract TVector LessThan(float a, TVector b);

    static abstract TVector Equal(TVector a, float b);

    static abstract TVector Select(TVector mask, TVector then, TVector otherwise);

    static abstract TVector Select(TVector mask, float then, TVector otherwise);

    static abstract TVector Select(TVector mask, float then, float otherwise);

    /// <summary>The bits shifted up, zeros moving in.</summary>
    static abstract TVector ShiftLeft(TVector value, int count);

    /// <summary>The lowest bit of each lane in all bits of the lane.</summary>
    static abstract TVector LowestBit(TVector value);

    /// <summary>
    /// value × 2^n rounded once, for a value in [½, 2) and n from -151 to 128, given as a number and as the lowest bits of
    /// <paramref name="whole"/>, whose other bits stay as they are when a number below 256 is added.
    /// </summary>
    static abstract TVector Scale(TVector value, TVector n, TVector whole);

    /// <summary>The m of x = m × 2^e with m in [√½, √2); x must be positive and normal.</summary>
    static abstract TVector Mantissa(TVector value);

    /// <summary>The e of x = m × 2^e with m in [√½, √2); x must be positive and normal.</summary>
    static abstract TVector Exponent(TVector value);

    static abstract bool Any(TVector mask);

    /// <summary>The function of <paramref name="x"/> where the bound is below x, else the lane of <paramref name="others"/>.</summary>
    static abstract TVector Above<TFunction>(float bound, TVector x, TVector others)
        where TFunction : struct, IScalarFunction;

    /// <summary>A function in double precision, its results rounded to floats.</summary>
    static abstract TVector InDouble<TFunction>(TVector a, TVector b, TVector c)
        where TFunction : struct, IDoubleFunction;
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

/// <summary>A function that is too rare or too wide to be written over vectors.</summary>
internal interface IScalarFunction
{
    static abstract float Of(float x);
}
