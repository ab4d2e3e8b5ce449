using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled;

/// <summary>Sixteen lanes.</summary>
internal readonly struct Lanes512<TRounding> : ILanes<Vector512<float>>
    where TRounding : struct, IRounding
{
    private const int SqrtHalf = 0x3F3504F3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, float b) => a + Vector512.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, float b) => a * Vector512.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, c) : (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, float c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, Vector512.Create(c)) : (a * b) + Vector512.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, float b, Vector512<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, Vector512.Create(b), c) : (a * Vector512.Create(b)) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, float b, float c) => TRounding.MayFuse
        ? Lanes.MultiplyAdd(a, Vector512.Create(b), Vector512.Create(c))
        : (a * Vector512.Create(b)) + Vector512.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> And(Vector512<float> a, Vector512<float> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> And(Vector512<float> a, uint bits) => a & Vector512.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Where(Vector512<float> mask, float value) => mask & Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Or(Vector512<float> a, Vector512<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Or(Vector512<float> a, uint bits) => a | Vector512.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Xor(Vector512<float> a, Vector512<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Xor(Vector512<float> a, uint bits) => a ^ Vector512.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LessThan(Vector512<float> a, float b) => Vector512.LessThan(a, Vector512.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LessThan(float a, Vector512<float> b) => Vector512.LessThan(Vector512.Create(a), b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Equal(Vector512<float> a, float b) => Vector512.Equals(a, Vector512.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, Vector512<float> then, Vector512<float> otherwise) =>
        Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, float then, Vector512<float> otherwise) =>
        Vector512.ConditionalSelect(mask, Vector512.Create(then), otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Select(Vector512<float> mask, float then, float otherwise) =>
        Vector512.ConditionalSelect(mask, Vector512.Create(then), Vector512.Create(otherwise));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ShiftLeft(Vector512<float> value, int count) => (value.AsInt32() << count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LowestBit(Vector512<float> value) => ((value.AsInt32() << 31) >> 31).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> value, Vector512<float> n, Vector512<float> whole)
    {
        // One instruction where there is one; it rounds once, too.
        if (Avx512F.IsSupported)
        {
            return Avx512F.Scale(value, n);
        }

        // 2^n itself may be no normal number; with 2^64 too much or a factor of 2 too little it is, and the last multiplication rounds.
        var small = Vector512.LessThan(n, Vector512.Create(-124f));
        var exponent = whole + Vector512.ConditionalSelect(small, Vector512.Create(127f + 64f), Vector512.Create(127f - 1f));
        var scaled = value * (exponent.AsInt32() << 23).AsSingle();
        return scaled * Vector512.ConditionalSelect(small, Vector512.Create(5.421010862427522e-20f), Vector512.Create(2f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mantissa(Vector512<float> value) =>
        (((value.AsInt32() - Vector512.Create(SqrtHalf)) & Vector512.Create(0x007FFFFF)) + Vector512.Create(SqrtHalf)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exponent(Vector512<float> value) =>
        Vector512.ConvertToSingle((value.AsInt32() - Vector512.Create(SqrtHalf)) >> 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<float> mask) => Vector512.ExtractMostSignificantBits(mask) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Above<TFunction>(float bound, Vector512<float> x, Vector512<float> others)
        where TFunction : struct, IScalarFunction
    {
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            if (bound < x.GetElement(lane))
            {
                others = others.WithElement(lane, TFunction.Of(x.GetElement(lane)));
            }
        }

        return others;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InDouble<TFunction>(Vector512<float> a, Vector512<float> b, Vector512<float> c)
        where TFunction : struct, IDoubleFunction => Vector512.Narrow(
            TFunction.Of<Vector512<double>, DoubleLanes512>(Vector512.WidenLower(a), Vector512.WidenLower(b), Vector512.WidenLower(c)),
            TFunction.Of<Vector512<double>, DoubleLanes512>(Vector512.WidenUpper(a), Vector512.WidenUpper(b), Vector512.WidenUpper(c)));
}
