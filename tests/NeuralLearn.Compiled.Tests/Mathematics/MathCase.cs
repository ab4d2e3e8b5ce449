using System.Runtime.Intrinsics;

namespace NeuralLearn.Compiled.Tests.Mathematics;

/// <summary>The functions by name, at every width.</summary>
internal static class MathCase
{
    public static Func<float, float> Scalar(string name, bool portable) => (name, portable) switch
    {
        ("Exp", false) => VectorMath.Exp,
        ("Exp", true) => PortableVectorMath.Exp,
        ("Log", false) => VectorMath.Log,
        ("Log", true) => PortableVectorMath.Log,
        ("Tanh", false) => VectorMath.Tanh,
        ("Tanh", true) => PortableVectorMath.Tanh,
        ("Sigmoid", false) => VectorMath.Sigmoid,
        ("Sigmoid", true) => PortableVectorMath.Sigmoid,
        ("Expm1", false) => VectorMath.Expm1,
        ("Expm1", true) => PortableVectorMath.Expm1,
        ("Softplus", false) => VectorMath.Softplus,
        ("Softplus", true) => PortableVectorMath.Softplus,
        ("Erf", false) => VectorMath.Erf,
        ("Erf", true) => PortableVectorMath.Erf,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };

    public static (Func<Vector512<float>, Vector512<float>> Wide, Func<Vector256<float>, Vector256<float>> Half, Func<Vector128<float>, Vector128<float>> Quarter)
        Vectors(string name, bool portable) => (name, portable) switch
    {
        ("Exp", false) => (VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        ("Exp", true) => (PortableVectorMath.Exp, PortableVectorMath.Exp, PortableVectorMath.Exp),
        ("Log", false) => (VectorMath.Log, VectorMath.Log, VectorMath.Log),
        ("Log", true) => (PortableVectorMath.Log, PortableVectorMath.Log, PortableVectorMath.Log),
        ("Tanh", false) => (VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        ("Tanh", true) => (PortableVectorMath.Tanh, PortableVectorMath.Tanh, PortableVectorMath.Tanh),
        ("Sigmoid", false) => (VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        ("Sigmoid", true) => (PortableVectorMath.Sigmoid, PortableVectorMath.Sigmoid, PortableVectorMath.Sigmoid),
        ("Expm1", false) => (VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        ("Expm1", true) => (PortableVectorMath.Expm1, PortableVectorMath.Expm1, PortableVectorMath.Expm1),
        ("Softplus", false) => (VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        ("Softplus", true) => (PortableVectorMath.Softplus, PortableVectorMath.Softplus, PortableVectorMath.Softplus),
        ("Erf", false) => (VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        ("Erf", true) => (PortableVectorMath.Erf, PortableVectorMath.Erf, PortableVectorMath.Erf),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };

    /// <summary>The framework's double precision, written so that it loses nothing itself.</summary>
    public static Func<double, double> Reference(string name) => name switch
    {
        "Exp" => Math.Exp,
        "Log" => Math.Log,
        "Tanh" => Math.Tanh,
        "Expm1" => Precise.Expm1,
        "Softplus" => x => Math.Max(x, 0) + Precise.Log1p(Math.Exp(-Math.Abs(x))),
        "Erf" => Precise.Erf,
        "Sigmoid" => x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such function."),
    };
}
