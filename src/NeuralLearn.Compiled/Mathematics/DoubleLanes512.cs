using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

/// <summary>Eight lanes.</summary>
internal readonly struct DoubleLanes512 : IDoubleLanes<Vector512<double>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, double b) => a + Vector512.Create(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, double b, double c) => (a * Vector512.Create(b)) + Vector512.Create(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Clamp(Vector512<double> a, double low, double high)
    {
        var (lowest, highest) = (Vector512.Create(low), Vector512.Create(high));
        a = Vector512.ConditionalSelect(Vector512.LessThan(a, lowest), lowest, a);
        return Vector512.ConditionalSelect(Vector512.LessThan(highest, a), highest, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> PowerOfTwo(Vector512<double> whole) => (whole.AsInt64() << 52).AsDouble();
}
