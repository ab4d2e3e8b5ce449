using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>One lane, for tails.</summary>
internal readonly struct DoubleLanes1 : IDoubleLanes<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double a, double b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double a, double low, double high) => a < low ? low : high < a ? high : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowerOfTwo(double whole) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(whole) << 52);
}
