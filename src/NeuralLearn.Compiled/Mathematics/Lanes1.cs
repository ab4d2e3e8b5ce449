using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>One lane, for tails. A vector and a constant are one type here, so that one method stands for several operations.</summary>
internal readonly struct Lanes1<TRounding> : ILanes<float>
    where TRounding : struct, IRounding
{
    private const uint SqrtHalf = 0x3F3504F3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, c) : (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float And(float a, float b) => FromBits(Bits(a) & Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float And(float a, uint bits) => FromBits(Bits(a) & bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Where(float mask, float value) => FromBits(Bits(mask) & Bits(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Or(float a, float b) => FromBits(Bits(a) | Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Or(float a, uint bits) => FromBits(Bits(a) | bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Xor(float a, float b) => FromBits(Bits(a) ^ Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Xor(float a, uint bits) => FromBits(Bits(a) ^ bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LessThan(float a, float b) => FromBits(a < b ? uint.MaxValue : 0u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Equal(float a, float b) => FromBits(a == b ? uint.MaxValue : 0u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Select(float mask, float then, float otherwise) => Bits(mask) != 0 ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ShiftLeft(float value, int count) => FromBits(Bits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LowestBit(float value) => FromBits(unchecked(0u - (Bits(value) & 1u)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float value, float n, float whole)
    {
        var small = n < -124f;
        return value * ShiftLeft(whole + (small ? 127f + 64f : 127f - 1f), 23) * (small ? 5.421010862427522e-20f : 2f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Mantissa(float value) => FromBits(unchecked(((Bits(value) - SqrtHalf) & 0x007FFFFFu) + SqrtHalf));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exponent(float value) => unchecked((int)(Bits(value) - SqrtHalf)) >> 23;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(float mask) => Bits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Above<TFunction>(float bound, float x, float others)
        where TFunction : struct, IScalarFunction => bound < x ? TFunction.Of(x) : others;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float InDouble<TFunction>(float a, float b, float c)
        where TFunction : struct, IDoubleFunction => (float)TFunction.Of<double, DoubleLanes1>(a, b, c);

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static float FromBits(uint bits) => BitConverter.UInt32BitsToSingle(bits);
}
