namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>A function applied to every element, and its derivative.</summary>
/// <param name="Name">As in the emitted comments: "tanh".</param>
/// <param name="Formula">y as a function of x, for a reader.</param>
/// <param name="GradientFormula">∂loss/∂x, for a reader.</param>
/// <param name="Forward">y in terms of the variable x.</param>
/// <param name="Gradient">∂loss/∂x in terms of dy, y and, where <paramref name="GradientNeedsInput"/>, x.</param>
/// <param name="GradientNeedsInput">Whether training must keep x as well as y.</param>
internal sealed record Elementwise(
    string Name, string Formula, string GradientFormula, Expr Forward, Expr Gradient, bool GradientNeedsInput = false)
{
    /// <summary>For predictions from log-probabilities.</summary>
    public static Elementwise Exp { get; } = new("exp", "e^x", "dy * y", Expr.Call(MathFunction.Exp, Expr.Variable("x")), Expr.Variable("dy") * Expr.Variable("y"));

    /// <summary>For predictions from scores of yes or no.</summary>
    public static Elementwise Sigmoid { get; } =
        new("sigmoid", "1 / (1 + e^-x)", "dy * (y * (1 - y))", Expr.Call(MathFunction.Sigmoid, Expr.Variable("x")), Expr.Variable("dy") * (Expr.Variable("y") * (1.0 - Expr.Variable("y"))));

    public static Expr X { get; } = Expr.Variable("x");

    public static Expr Y { get; } = Expr.Variable("y");

    public static Expr Dy { get; } = Expr.Variable("dy");
}
