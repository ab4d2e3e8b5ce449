using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Elementwise;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Activations;

/// <summary>
/// One entry per activation: formula and derivative, with PyTorch's choice at kinks. Softmax and LogSoftmax are not here, as they mix
/// the features of a row.
/// </summary>
internal static class ActivationCatalog
{
    private const double SqrtHalf = 0.70710678118654752;
    private const double InverseSqrtTwoPi = 0.39894228040143268;
    private const double SqrtTwoOverPi = 0.79788456080286536;
    private const double GeluCubic = 0.044715;
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private static readonly Dictionary<Activation, Elementwise> Functions = new()
    {
        [Activation.ReLU] = new("relu", "max(0, x)", "dy where y > 0, else 0",
            Call(MathFunction.Relu, X), Select(Comparison.LessThanOrEqual, Y, 0.0, 0.0, Dy)),
        [Activation.ReLU6] = new("relu6", "min(max(0, x), 6)", "dy where 0 < y < 6, else 0",
            Between0And6(X), Select(Comparison.LessThanOrEqual, Y, 0.0, 0.0, Select(Comparison.LessThan, Y, 6.0, Dy, 0.0))),
        [Activation.LeakyReLU] = LeakyReLU(0.01),
        [Activation.ELU] = ELU(1),
        [Activation.SELU] = new("selu", "1.0507 (x where x > 0, else 1.6733 (e^x - 1))", "1.0507 dy where y > 0, else dy * (y + 1.7581)",
            Select(Comparison.GreaterThan, X, 0.0, SeluScale * X, SeluScale * SeluAlpha * Call(MathFunction.Expm1, X)),
            Dy * Select(Comparison.GreaterThan, Y, 0.0, SeluScale, Y + (SeluScale * SeluAlpha))),
        [Activation.GELU] = new("gelu", "x Φ(x), Φ by the error function", "dy * (Φ(x) + x φ(x))",
            0.5 * X * (1.0 + Call(MathFunction.Erf, SqrtHalf * X)),
            Dy * ((0.5 * (1.0 + Call(MathFunction.Erf, SqrtHalf * X))) + (X * (InverseSqrtTwoPi * Call(MathFunction.Exp, -0.5 * (X * X))))),
            GradientNeedsInput: true),
        [Activation.GELUTanh] = new("gelu_tanh", "½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³)", "dy * (½ (1 + tanh u) + ½ x (1 - tanh² u) u')",
            0.5 * X * (1.0 + GeluTanh), Dy * GeluTanhDerivative, GradientNeedsInput: true),
        [Activation.Tanh] = new("tanh", "tanh x", "dy * (1 - y * y)",
            Call(MathFunction.Tanh, X), Dy * (1.0 - (Y * Y))),
        [Activation.Sigmoid] = Elementwise.Sigmoid,
        [Activation.SiLU] = new("silu", "x sigmoid(x)", "dy * (s * (1 + x (1 - s))), s = sigmoid(x)",
            X * Logistic, Dy * (Logistic * (1.0 + (X * (1.0 - Logistic)))), GradientNeedsInput: true),
        [Activation.Mish] = new("mish", "x tanh(softplus(x))", "dy * (t + x (1 - t²) sigmoid(x)), t = tanh(softplus(x))",
            X * MishTanh, Dy * (MishTanh + (X * ((1.0 - (MishTanh * MishTanh)) * Logistic))), GradientNeedsInput: true),
        [Activation.Softplus] = Softplus(1),
        [Activation.Softsign] = new("softsign", "x / (1 + |x|)", "dy / (1 + |x|)²",
            X / (1.0 + Call(MathFunction.Abs, X)),
            Dy / ((1.0 + Call(MathFunction.Abs, X)) * (1.0 + Call(MathFunction.Abs, X))), GradientNeedsInput: true),
        [Activation.HardSigmoid] = new("hardsigmoid", "min(max(0, x + 3), 6) / 6", "dy / 6 where -3 < x < 3, else 0",
            Between0And6(X + 3.0) / 6.0,
            Select(Comparison.LessThan, Call(MathFunction.Abs, X), 3.0, Dy / 6.0, 0.0), GradientNeedsInput: true),
        [Activation.HardSwish] = new("hardswish", "x min(max(0, x + 3), 6) / 6", "0 below -3, dy (x / 3 + ½) up to 3, dy above",
            X * Between0And6(X + 3.0) / 6.0,
            Select(Comparison.LessThan, X, -3.0, 0.0, Select(Comparison.GreaterThan, X, 3.0, Dy, Dy * ((X / 3.0) + 0.5))),
            GradientNeedsInput: true),
        [Activation.HardTanh] = new("hardtanh", "x limited to -1 and 1", "dy where -1 < y < 1, else 0",
            Select(Comparison.LessThan, X, -1.0, -1.0, Select(Comparison.GreaterThan, X, 1.0, 1.0, X)),
            Select(Comparison.LessThan, Call(MathFunction.Abs, Y), 1.0, Dy, 0.0)),
    };

    /// <summary>For a network that has no operation of its own: its output is a copy of its input.</summary>
    public static Elementwise Copy { get; } = new("identity", "x", "dy", X, Dy);

    private static Expr Logistic => Call(MathFunction.Sigmoid, X);

    private static Expr MishTanh => Call(MathFunction.Tanh, Call(MathFunction.Softplus, X));

    private static Expr GeluTanh => Call(MathFunction.Tanh, SqrtTwoOverPi * (X + (GeluCubic * (X * (X * X)))));

    private static Expr GeluTanhDerivative =>
        (0.5 * (1.0 + GeluTanh)) + (0.5 * X * ((1.0 - (GeluTanh * GeluTanh)) * (SqrtTwoOverPi * (1.0 + (3 * GeluCubic * (X * X))))));

    public static bool IsDefined(Activation activation) => Enum.IsDefined(typeof(Activation), activation);

    /// <summary>The function of an activation that has one and no parameter.</summary>
    public static Elementwise Function(Activation activation) => Functions[activation];

    /// <summary>Parameters of the activation itself.</summary>
    public static int CountParameters(Activation activation) => activation == Activation.PReLU ? 1 : 0;

    /// <summary>Adds the activation behind <paramref name="x"/>; the identity adds nothing.</summary>
    /// <param name="slopeRole">What the slope of a PReLU is called in the layer.</param>
    public static Value Apply(GraphBuilder graph, Activation activation, Value x, string slopeRole = "prelu.weight") => activation switch
    {
        Activation.Identity => x,
        Activation.Softmax => graph.Softmax(x),
        Activation.LogSoftmax => graph.LogSoftmax(x),
        Activation.PReLU => graph.Slope(x, graph.Parameter(slopeRole, new ConstantInitializer(Layers.PReLU.InitialSlope), 1)),
        _ => graph.Map(Functions[activation], x),
    };

    /// <summary>x where x > 0, else slope · x. With a positive slope the output tells the sign of the input.</summary>
    public static Elementwise LeakyReLU(double slope)
    {
        var positive = slope > 0 ? Y : X;
        return new("leaky_relu", "x where x > 0, else slope x", "dy where x > 0, else slope dy",
            Select(Comparison.GreaterThan, X, 0.0, X, slope * X),
            Select(Comparison.GreaterThan, positive, 0.0, Dy, slope * Dy), GradientNeedsInput: slope <= 0);
    }

    /// <summary>x where x > 0, else α (e^x - 1), whose derivative is y + α.</summary>
    public static Elementwise ELU(double alpha)
    {
        var positive = alpha > 0 ? Y : X;
        return new("elu", "x where x > 0, else alpha (e^x - 1)", "dy where x > 0, else dy * (y + alpha)",
            Select(Comparison.GreaterThan, X, 0.0, X, alpha * Call(MathFunction.Expm1, X)),
            Select(Comparison.GreaterThan, positive, 0.0, Dy, Dy * (Y + alpha)), GradientNeedsInput: alpha <= 0);
    }

    /// <summary>ln(1 + e^βx) / β, and x itself where βx is above PyTorch's threshold of 20.</summary>
    public static Elementwise Softplus(double beta)
    {
        var scaled = beta == 1 ? X : beta * X;
        var soft = Call(MathFunction.Softplus, scaled);
        return new("softplus", "ln(1 + e^(beta x)) / beta, x above 20 / beta", "dy * sigmoid(beta x), dy above 20 / beta",
            Select(Comparison.GreaterThan, scaled, 20.0, X, beta == 1 ? soft : soft / beta),
            Select(Comparison.GreaterThan, scaled, 20.0, Dy, Dy * Call(MathFunction.Sigmoid, scaled)), GradientNeedsInput: true);
    }

    /// <summary>min(max(0, x), 6); NaN stays NaN.</summary>
    private static Expr Between0And6(Expr x) =>
        Select(Comparison.GreaterThan, Call(MathFunction.Relu, x), 6.0, 6.0, Call(MathFunction.Relu, x));
}
