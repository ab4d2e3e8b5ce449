using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

/// <summary>
/// Functions of every element of a vector. Multiply-adds are rounded once where the hardware can (x64 with FMA, Arm64), twice elsewhere:
/// one set of bits on all hardware that can, the bits of <see cref="PortableVectorMath"/> on all other, the same at every width.
/// </summary>
/// <remarks>The sign and the payload of NaN are unspecified.</remarks>
public static partial class VectorMath
{
    /// <summary>e^x: at most 2 ulp, with gradual underflow; +∞ above 88.72283, 0 below -103.97; -∞ gives 0.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Functions.Exp<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Functions.Exp<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Functions.Exp<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Functions.Exp<float, Lanes1<FusedRounding>>(x);

    /// <summary>The natural logarithm: at most 2 ulp; -∞ at ±0, NaN below 0, +∞ at +∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Functions.Log<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Functions.Log<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Functions.Log<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Functions.Log<float, Lanes1<FusedRounding>>(x);

    /// <summary>ln(1 + x), exact near 0: at most 3 ulp; ±0 stays ±0, -∞ at -1, NaN below -1, +∞ at +∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Functions.Log1p<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Functions.Log1p<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Functions.Log1p<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Functions.Log1p<float, Lanes1<FusedRounding>>(x);

    /// <summary>e^x - 1, exact near 0: at most 3 ulp; ±0 stays ±0, +∞ above 88.72283, -1 at -∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Functions.Expm1<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Functions.Expm1<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Functions.Expm1<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Functions.Expm1<float, Lanes1<FusedRounding>>(x);

    /// <summary>1 / (1 + e^-x): at most 3 ulp, with gradual underflow; 0 at -∞, 1 at +∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Functions.Sigmoid<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Functions.Sigmoid<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Functions.Sigmoid<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => Functions.Sigmoid<float, Lanes1<FusedRounding>>(x);

    /// <summary>The hyperbolic tangent: at most 3 ulp; odd, ±0 stays ±0, ±1 at ±∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Functions.Tanh<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Functions.Tanh<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Functions.Tanh<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Functions.Tanh<float, Lanes1<FusedRounding>>(x);
}
