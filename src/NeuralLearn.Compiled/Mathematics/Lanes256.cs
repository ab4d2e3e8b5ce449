using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled;

/// <summary>Eight lanes.</summary>
internal readonly struct Lanes256<TRounding> : ILanes<Vector256<float>>
    where TRounding : struct, IRounding
{
    private const int SqrtHalf = 0x3F3504F3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, float b) => a + Vector256.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, float b) => a * Vector256.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, c) : (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, float c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, Vector256.Create(c)) : (a * b) + Vector256.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, float b, Vector256<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, Vector256.Create(b), c) : (a * Vector256.Create(b)) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, float b, float c) => TRounding.MayFuse
        ? Lanes.MultiplyAdd(a, Vector256.Create(b), Vector256.Create(c))
        : (a * Vector256.Create(b)) + Vector256.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> And(Vector256<float> a, Vector256<float> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> And(Vector256<float> a, uint bits) => a & Vector256.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Where(Vector256<float> mask, float value) => mask & Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Or(Vector256<float> a, Vector256<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Or(Vector256<float> a, uint bits) => a | Vector256.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Xor(Vector256<float> a, Vector256<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Xor(Vector256<float> a, uint bits) => a ^ Vector256.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LessThan(Vector256<float> a, float b) => Vector256.LessThan(a, Vector256.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LessThan(float a, Vector256<float> b) => Vector256.LessThan(Vector256.Create(a), b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Equal(Vector256<float> a, float b) => Vector256.Equals(a, Vector256.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> then, Vector256<float> otherwise) =>
        Vector256.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, float then, Vector256<float> otherwise) =>
        Vector256.ConditionalSelect(mask, Vector256.Create(then), otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, float then, float otherwise) =>
        Vector256.ConditionalSelect(mask, Vector256.Create(then), Vector256.Create(otherwise));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ShiftLeft(Vector256<float> value, int count) => (value.AsInt32() << count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LowestBit(Vector256<float> value) => ((value.AsInt32() << 31) >> 31).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> value, Vector256<float> n, Vector256<float> whole)
    {
        // One instruction where there is one; it rounds once, too.
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.Scale(value, n);
        }

        // 2^n itself may be no normal number; with 2^64 too much or a factor of 2 too little it is, and the last multiplication rounds.
        var small = Vector256.LessThan(n, Vector256.Create(-124f));
        var exponent = whole + Vector256.ConditionalSelect(small, Vector256.Create(127f + 64f), Vector256.Create(127f - 1f));
        var scaled = value * (exponent.AsInt32() << 23).AsSingle();
        return scaled * Vector256.ConditionalSelect(small, Vector256.Create(5.421010862427522e-20f), Vector256.Create(2f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mantissa(Vector256<float> value) =>
        (((value.AsInt32() - Vector256.Create(SqrtHalf)) & Vector256.Create(0x007FFFFF)) + Vector256.Create(SqrtHalf)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exponent(Vector256<float> value) =>
        Vector256.ConvertToSingle((value.AsInt32() - Vector256.Create(SqrtHalf)) >> 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector256<float> mask) => Vector256.ExtractMostSignificantBits(mask) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector256<float> Above<TFunction>(float bound, Vector256<float> x, Vector256<float> others)
        where TFunction : struct, IScalarFunction
    {
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            if (bound < x.GetElement(lane))
            {
                others = others.WithElement(lane, TFunction.Of(x.GetElement(lane)));
            }
        }

        return others;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InDouble<TFunction>(Vector256<float> a, Vector256<float> b, Vector256<float> c)
        where TFunction : struct, IDoubleFunction => Vector256.Narrow(
            TFunction.Of<Vector256<double>, DoubleLanes256>(Vector256.WidenLower(a), Vector256.WidenLower(b), Vector256.WidenLower(c)),
            TFunction.Of<Vector256<double>, DoubleLanes256>(Vector256.WidenUpper(a), Vector256.WidenUpper(b), Vector256.WidenUpper(c)));
}
