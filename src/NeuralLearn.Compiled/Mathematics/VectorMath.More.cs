using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled;

public static partial class VectorMath
{
    /// <summary>ln(1 + e^x): at most 3 ulp, with gradual underflow; 0 at -∞, +∞ at +∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Functions.Softplus<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Functions.Softplus<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Functions.Softplus<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Functions.Softplus<float, Lanes1<FusedRounding>>(x);

    /// <summary>The error function: at most 3 ulp; odd, ±0 stays ±0, ±1 at ±∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Functions.Erf<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => Functions.Erf<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => Functions.Erf<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Erf(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => Functions.Erf<float, Lanes1<FusedRounding>>(x);

    /// <summary>The sine of an angle in radians, of any size: at most 3 ulp; odd, ±0 stays ±0, NaN at ±∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => Functions.Sin<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) => Functions.Sin<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) => Functions.Sin<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => Functions.Sin<float, Lanes1<FusedRounding>>(x);

    /// <summary>The cosine of an angle in radians, of any size: at most 3 ulp; NaN at ±∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => Functions.Cos<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) => Functions.Cos<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) => Functions.Cos<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => Functions.Cos<float, Lanes1<FusedRounding>>(x);

    /// <summary>The angle whose tangent is x: at most 3 ulp; odd, ±0 stays ±0, ±½π at ±∞.</summary>
    /// <param name="x">Any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Atan(Vector512<float> x) => Functions.Atan<Vector512<float>, Lanes512<FusedRounding>>(x);

    /// <inheritdoc cref="Atan(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Atan(Vector256<float> x) => Functions.Atan<Vector256<float>, Lanes256<FusedRounding>>(x);

    /// <inheritdoc cref="Atan(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Atan(Vector128<float> x) => Functions.Atan<Vector128<float>, Lanes128<FusedRounding>>(x);

    /// <inheritdoc cref="Atan(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan(float x) => Functions.Atan<float, Lanes1<FusedRounding>>(x);

    /// <summary>
    /// x^y, in double precision inside: at most 0.501 ulp, with gradual underflow; NaN for negative x unless y is whole. y = 0 and x = 1
    /// give 1, even of NaN; ±0 and ±∞ as in IEEE 754 and C. The bits of <see cref="PortableVectorMath"/>, everywhere.
    /// </summary>
    /// <param name="x">The bases, any numbers; NaN gives NaN.</param>
    /// <param name="y">The exponents, any numbers; NaN gives NaN.</param>
    /// <returns>One result per element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> x, Vector512<float> y) => Functions.Pow<Vector512<float>, Lanes512<SeparateRounding>>(x, y);

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pow(Vector256<float> x, Vector256<float> y) => Functions.Pow<Vector256<float>, Lanes256<SeparateRounding>>(x, y);

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pow(Vector128<float> x, Vector128<float> y) => Functions.Pow<Vector128<float>, Lanes128<SeparateRounding>>(x, y);

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, float y) => Functions.Pow<float, Lanes1<SeparateRounding>>(x, y);
}
