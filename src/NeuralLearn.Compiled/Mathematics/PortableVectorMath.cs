using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

/// <summary>Functions of whole vectors with separate multiplications and additions: the same bits on every machine. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableVectorMath
{
    /// <summary>e^x: at most 2 ulp; gradual underflow, +∞ above 88.72.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Functions.Exp<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>e^x: at most 2 ulp; gradual underflow, +∞ above 88.72.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Functions.Exp<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>e^x: at most 2 ulp; gradual underflow, +∞ above 88.72.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Functions.Exp<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>e^x: at most 2 ulp; gradual underflow, +∞ above 88.72.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Functions.Exp<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>The natural logarithm: at most 2 ulp; -∞ at ±0, NaN below.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Functions.Log<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>The natural logarithm: at most 2 ulp; -∞ at ±0, NaN below.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Functions.Log<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>The natural logarithm: at most 2 ulp; -∞ at ±0, NaN below.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Functions.Log<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>The natural logarithm: at most 2 ulp; -∞ at ±0, NaN below.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Functions.Log<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>The hyperbolic tangent: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Functions.Tanh<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>The hyperbolic tangent: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Functions.Tanh<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>The hyperbolic tangent: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Functions.Tanh<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>The hyperbolic tangent: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Functions.Tanh<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>1 / (1 + e^-x): at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Functions.Sigmoid<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>1 / (1 + e^-x): at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Functions.Sigmoid<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>1 / (1 + e^-x): at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Functions.Sigmoid<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>1 / (1 + e^-x): at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => Functions.Sigmoid<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>e^x - 1: at most 3 ulp; exact near 0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Functions.Expm1<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>e^x - 1: at most 3 ulp; exact near 0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Functions.Expm1<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>e^x - 1: at most 3 ulp; exact near 0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Functions.Expm1<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>e^x - 1: at most 3 ulp; exact near 0.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Functions.Expm1<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>The logarithm of 1 + e^x: at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Functions.Softplus<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>The logarithm of 1 + e^x: at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Functions.Softplus<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>The logarithm of 1 + e^x: at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Functions.Softplus<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>The logarithm of 1 + e^x: at most 3 ulp; gradual underflow.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Functions.Softplus<Lanes1, SeparateRounding>(new Lanes1(x)).Value;

    /// <summary>The error function: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Functions.Erf<Lanes512, SeparateRounding>(new Lanes512(x)).Value;

    /// <summary>The error function: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => Functions.Erf<Lanes256, SeparateRounding>(new Lanes256(x)).Value;

    /// <summary>The error function: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => Functions.Erf<Lanes128, SeparateRounding>(new Lanes128(x)).Value;

    /// <summary>The error function: at most 3 ulp; odd, ±0 stays ±0.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => Functions.Erf<Lanes1, SeparateRounding>(new Lanes1(x)).Value;
}
