using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Elementwise;

namespace NeuralLearn.Compiled.Generator.Activations;

/// <summary>One line per activation: its formula and derivative. Softmax is not here, as it mixes the features of a row.</summary>
internal static class ActivationCatalog
{
    private static readonly Dictionary<Activation, Elementwise> Functions = new()
    {
        [Activation.ReLU] = new("relu", "max(0, x)", "dy where y > 0, else 0",
            Expr.Call(MathFunction.Relu, X), Expr.Select(Comparison.LessThanOrEqual, Y, 0.0, 0.0, Dy)),
        [Activation.Tanh] = new("tanh", "tanh x", "dy * (1 - y * y)",
            Expr.Call(MathFunction.Tanh, X), Dy * (1.0 - (Y * Y))),
        [Activation.Sigmoid] = new("sigmoid", "1 / (1 + e^-x)", "dy * (y * (1 - y))",
            Expr.Call(MathFunction.Sigmoid, X), Dy * (Y * (1.0 - Y))),
    };

    /// <summary>For a network that has no operation of its own: its output is a copy of its input.</summary>
    public static Elementwise Copy { get; } = new("identity", "x", "dy", X, Dy);

    public static bool IsDefined(Activation activation) => Enum.IsDefined(typeof(Activation), activation);

    /// <summary>Adds the activation behind <paramref name="x"/>; the identity adds nothing.</summary>
    public static Value Apply(GraphBuilder graph, Activation activation, Value x) => activation switch
    {
        Activation.Identity => x,
        Activation.Softmax => graph.Softmax(x),
        _ => graph.Map(Functions[activation], x),
    };
}
