using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

/// <summary>Four lanes.</summary>
internal readonly struct DoubleLanes256 : IDoubleLanes<Vector256<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, double b) => a + Vector256.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, double b, double c) => (a * Vector256.Create(b)) + Vector256.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Clamp(Vector256<double> a, double low, double high)
    {
        var (lowest, highest) = (Vector256.Create(low), Vector256.Create(high));
        a = Vector256.ConditionalSelect(Vector256.LessThan(a, lowest), lowest, a);
        return Vector256.ConditionalSelect(Vector256.LessThan(highest, a), highest, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> PowerOfTwo(Vector256<double> whole) => (whole.AsInt64() << 52).AsDouble();
}
