using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled.Benchmarks.Measuring;

/// <summary>A vector of one width, or a number, so that one text measures them all.</summary>
internal interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Load(ref float source, nuint offset);

    static abstract TSelf Add(TSelf a, TSelf b);

    /// <summary>Fused where the hardware can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    float First { get; }
}

internal readonly struct Lane512(Vector512<float> value) : ILane<Lane512>
{
    private readonly Vector512<float> _value = value;

    public static int Count => Vector512<float>.Count;

    public float First => _value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(ref float source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Add(Lane512 a, Lane512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 MultiplyAdd(Lane512 a, Lane512 b, Lane512 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));
}

internal readonly struct Lane256(Vector256<float> value) : ILane<Lane256>
{
    private readonly Vector256<float> _value = value;

    public static int Count => Vector256<float>.Count;

    public float First => _value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(ref float source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Add(Lane256 a, Lane256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 MultiplyAdd(Lane256 a, Lane256 b, Lane256 c) => new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));
}

internal readonly struct Lane128(Vector128<float> value) : ILane<Lane128>
{
    private readonly Vector128<float> _value = value;

    public static int Count => Vector128<float>.Count;

    public float First => _value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Load(ref float source, nuint offset) => new(Vector128.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Add(Lane128 a, Lane128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 MultiplyAdd(Lane128 a, Lane128 b, Lane128 c) => new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));
}

internal readonly struct Lane1(float value) : ILane<Lane1>
{
    private readonly float _value = value;

    public static int Count => 1;

    public float First => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Load(ref float source, nuint offset) => new(Unsafe.Add(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Add(Lane1 a, Lane1 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 MultiplyAdd(Lane1 a, Lane1 b, Lane1 c) =>
        new(Fma.IsSupported ? MathF.FusedMultiplyAdd(a._value, b._value, c._value) : (a._value * b._value) + c._value);
}
