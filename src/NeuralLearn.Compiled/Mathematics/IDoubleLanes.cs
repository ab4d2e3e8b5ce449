namespace NeuralLearn.Compiled;

/// <summary>
/// The operations that the inner part of a function is written in where single precision would lose too much. A multiply-add is rounded
/// twice, everywhere: in double precision the second rounding costs nothing that a float could show, and every machine has the same bits.
/// </summary>
/// <typeparam name="TVector">The vector that holds the lanes.</typeparam>
internal interface IDoubleLanes<TVector>
    where TVector : struct
{
    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Add(TVector a, double b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector MultiplyAdd(TVector a, double b, double c);

    /// <summary>A number below the limits becomes the lower one, a number above them the upper one.</summary>
    static abstract TVector Clamp(TVector a, double low, double high);

    /// <summary>2^n, the lowest bits of <paramref name="whole"/> being n + 1023.</summary>
    static abstract TVector PowerOfTwo(TVector whole);
}

/// <summary>The inner part of a function, in double precision.</summary>
internal interface IDoubleFunction
{
    static abstract TVector Of<TVector, TLanes>(TVector a, TVector b, TVector c)
        where TVector : struct
        where TLanes : struct, IDoubleLanes<TVector>;
}
