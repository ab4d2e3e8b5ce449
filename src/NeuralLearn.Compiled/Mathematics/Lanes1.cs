using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled;

/// <summary>One float, for tails and for machines without vectors.</summary>
internal readonly struct Lanes1(float value) : ILanes<Lanes1>
{
    private const int SqrtHalf = 0x3F3504F3;

    public float Value { get; } = value;

    public static bool HasFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Bits(uint value) => new(BitConverter.UInt32BitsToSingle(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator &(Lanes1 a, Lanes1 b) => Bits(BitConverter.SingleToUInt32Bits(a.Value) & BitConverter.SingleToUInt32Bits(b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator |(Lanes1 a, Lanes1 b) => Bits(BitConverter.SingleToUInt32Bits(a.Value) | BitConverter.SingleToUInt32Bits(b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Fused(Lanes1 a, Lanes1 b, Lanes1 c) => new(Fma.IsSupported
        ? Fma.MultiplyAddScalar(Vector128.CreateScalarUnsafe(a.Value), Vector128.CreateScalarUnsafe(b.Value), Vector128.CreateScalarUnsafe(c.Value)).ToScalar()
        : AdvSimd.FusedMultiplyAddScalar(Vector64.CreateScalarUnsafe(c.Value), Vector64.CreateScalarUnsafe(a.Value), Vector64.CreateScalarUnsafe(b.Value)).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Floor(Lanes1 value) => new(MathF.Floor(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 LessThan(Lanes1 a, Lanes1 b) => Bits(a.Value < b.Value ? uint.MaxValue : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Select(Lanes1 mask, Lanes1 then, Lanes1 otherwise) => BitConverter.SingleToUInt32Bits(mask.Value) != 0 ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 PowerOfTwo(Lanes1 exponent)
    {
        // NaN converts to whatever the hardware likes; the caller multiplies it into NaN again.
        var whole = unchecked((int)exponent.Value);
        return new(BitConverter.Int32BitsToSingle(unchecked((whole + 127) << 23)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes1 Mantissa, Lanes1 Exponent) Split(Lanes1 value)
    {
        var offset = unchecked(BitConverter.SingleToInt32Bits(value.Value) - SqrtHalf);
        return (new(BitConverter.Int32BitsToSingle((offset & 0x007FFFFF) + SqrtHalf)), new(offset >> 23));
    }
}
