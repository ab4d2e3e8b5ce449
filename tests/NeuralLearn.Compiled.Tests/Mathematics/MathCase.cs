using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled.Tests.Mathematics;

/// <summary>One function in one arithmetic, at every width.</summary>
internal sealed record MathCase(
    Func<Vector512<float>, Vector512<float>> Wide,
    Func<Vector256<float>, Vector256<float>> Half,
    Func<Vector128<float>, Vector128<float>> Quarter,
    Func<float, float> Scalar)
{
    public static MathCase Of(string name, bool portable) => (name, portable) switch
    {
        ("Exp", false) => new(VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        ("Log", false) => new(VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        ("Log1p", false) => new(VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        ("Expm1", false) => new(VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        ("Sigmoid", false) => new(VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        ("Tanh", false) => new(VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        ("Softplus", false) => new(VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        ("Erf", false) => new(VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        ("Sin", false) => new(VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        ("Cos", false) => new(VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
        ("Atan", false) => new(VectorMath.Atan, VectorMath.Atan, VectorMath.Atan, VectorMath.Atan),
        ("Exp", true) => new(PortableVectorMath.Exp, PortableVectorMath.Exp, PortableVectorMath.Exp, PortableVectorMath.Exp),
        ("Log", true) => new(PortableVectorMath.Log, PortableVectorMath.Log, PortableVectorMath.Log, PortableVectorMath.Log),
        ("Log1p", true) => new(PortableVectorMath.Log1p, PortableVectorMath.Log1p, PortableVectorMath.Log1p, PortableVectorMath.Log1p),
        ("Expm1", true) => new(PortableVectorMath.Expm1, PortableVectorMath.Expm1, PortableVectorMath.Expm1, PortableVectorMath.Expm1),
        ("Sigmoid", true) => new(
            PortableVectorMath.Sigmoid, PortableVectorMath.Sigmoid, PortableVectorMath.Sigmoid, PortableVectorMath.Sigmoid),
        ("Tanh", true) => new(PortableVectorMath.Tanh, PortableVectorMath.Tanh, PortableVectorMath.Tanh, PortableVectorMath.Tanh),
        ("Softplus", true) => new(
            PortableVectorMath.Softplus, PortableVectorMath.Softplus, PortableVectorMath.Softplus, PortableVectorMath.Softplus),
        ("Erf", true) => new(PortableVectorMath.Erf, PortableVectorMath.Erf, PortableVectorMath.Erf, PortableVectorMath.Erf),
        ("Sin", true) => new(PortableVectorMath.Sin, PortableVectorMath.Sin, PortableVectorMath.Sin, PortableVectorMath.Sin),
        ("Cos", true) => new(PortableVectorMath.Cos, PortableVectorMath.Cos, PortableVectorMath.Cos, PortableVectorMath.Cos),
        ("Atan", true) => new(PortableVectorMath.Atan, PortableVectorMath.Atan, PortableVectorMath.Atan, PortableVectorMath.Atan),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };

    /// <summary>The framework's double precision, written so that it loses nothing itself.</summary>
    public static Func<double, double> Reference(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Log" => Math.Log,
        "Log1p" => Precise.Log1p,
        "Expm1" => Precise.Expm1,
        "Sigmoid" => x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        "Tanh" => Math.Tanh,
        "Softplus" => x => Math.Max(x, 0) + Precise.Log1p(Math.Exp(-Math.Abs(x))),
        "Erf" => Precise.Erf,
        "Sin" => Math.Sin,
        "Cos" => Math.Cos,
        "Atan" => Math.Atan,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };
}
