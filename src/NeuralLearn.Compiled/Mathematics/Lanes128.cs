using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled;

/// <summary>Four lanes.</summary>
internal readonly struct Lanes128<TRounding> : ILanes<Vector128<float>>
    where TRounding : struct, IRounding
{
    private const int SqrtHalf = 0x3F3504F3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, float b) => a + Vector128.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, float b) => a * Vector128.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, c) : (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, float c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, b, Vector128.Create(c)) : (a * b) + Vector128.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, float b, Vector128<float> c) =>
        TRounding.MayFuse ? Lanes.MultiplyAdd(a, Vector128.Create(b), c) : (a * Vector128.Create(b)) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, float b, float c) => TRounding.MayFuse
        ? Lanes.MultiplyAdd(a, Vector128.Create(b), Vector128.Create(c))
        : (a * Vector128.Create(b)) + Vector128.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> And(Vector128<float> a, Vector128<float> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> And(Vector128<float> a, uint bits) => a & Vector128.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Where(Vector128<float> mask, float value) => mask & Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Or(Vector128<float> a, Vector128<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Or(Vector128<float> a, uint bits) => a | Vector128.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Xor(Vector128<float> a, Vector128<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Xor(Vector128<float> a, uint bits) => a ^ Vector128.Create(bits).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LessThan(Vector128<float> a, float b) => Vector128.LessThan(a, Vector128.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LessThan(float a, Vector128<float> b) => Vector128.LessThan(Vector128.Create(a), b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Equal(Vector128<float> a, float b) => Vector128.Equals(a, Vector128.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Select(Vector128<float> mask, Vector128<float> then, Vector128<float> otherwise) =>
        Vector128.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Select(Vector128<float> mask, float then, Vector128<float> otherwise) =>
        Vector128.ConditionalSelect(mask, Vector128.Create(then), otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Select(Vector128<float> mask, float then, float otherwise) =>
        Vector128.ConditionalSelect(mask, Vector128.Create(then), Vector128.Create(otherwise));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ShiftLeft(Vector128<float> value, int count) => (value.AsInt32() << count).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LowestBit(Vector128<float> value) => ((value.AsInt32() << 31) >> 31).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scale(Vector128<float> value, Vector128<float> n, Vector128<float> whole)
    {
        // One instruction where there is one; it rounds once, too.
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.Scale(value, n);
        }

        // 2^n itself may be no normal number; with 2^64 too much or a factor of 2 too little it is, and the last multiplication rounds.
        var small = Vector128.LessThan(n, Vector128.Create(-124f));
        var exponent = whole + Vector128.ConditionalSelect(small, Vector128.Create(127f + 64f), Vector128.Create(127f - 1f));
        var scaled = value * (exponent.AsInt32() << 23).AsSingle();
        return scaled * Vector128.ConditionalSelect(small, Vector128.Create(5.421010862427522e-20f), Vector128.Create(2f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Mantissa(Vector128<float> value) =>
        (((value.AsInt32() - Vector128.Create(SqrtHalf)) & Vector128.Create(0x007FFFFF)) + Vector128.Create(SqrtHalf)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exponent(Vector128<float> value) =>
        Vector128.ConvertToSingle((value.AsInt32() - Vector128.Create(SqrtHalf)) >> 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector128<float> mask) => Vector128.ExtractMostSignificantBits(mask) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<float> Above<TFunction>(float bound, Vector128<float> x, Vector128<float> others)
        where TFunction : struct, IScalarFunction
    {
        for (var lane = 0; lane < Vector128<float>.Count; lane++)
        {
            if (bound < x.GetElement(lane))
            {
                others = others.WithElement(lane, TFunction.Of(x.GetElement(lane)));
            }
        }

        return others;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> InDouble<TFunction>(Vector128<float> a, Vector128<float> b, Vector128<float> c)
        where TFunction : struct, IDoubleFunction => Vector128.Narrow(
            TFunction.Of<Vector128<double>, DoubleLanes128>(Vector128.WidenLower(a), Vector128.WidenLower(b), Vector128.WidenLower(c)),
            TFunction.Of<Vector128<double>, DoubleLanes128>(Vector128.WidenUpper(a), Vector128.WidenUpper(b), Vector128.WidenUpper(c)));
}
