namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>
/// A formula over single elements, printed once per vector width. Plain operators are rounded one by one; only
/// <see cref="FusedExpr"/> may be fused, and only where the network's arithmetic says so.
/// </summary>
internal abstract record Expr
{
    public static Expr operator +(Expr a, Expr b) => new BinaryExpr(BinaryOperator.Add, a, b);

    public static Expr operator -(Expr a, Expr b) => new BinaryExpr(BinaryOperator.Subtract, a, b);

    public static Expr operator *(Expr a, Expr b) => new BinaryExpr(BinaryOperator.Multiply, a, b);

    public static Expr operator /(Expr a, Expr b) => new BinaryExpr(BinaryOperator.Divide, a, b);

    public static implicit operator Expr(double value) => new ConstantExpr(value);

    /// <summary>a * b + c, fused where the hardware can and the network allows it.</summary>
    public static Expr MultiplyAdd(Expr a, Expr b, Expr c) => new FusedExpr(a, b, c);

    /// <summary><paramref name="then"/> where <paramref name="left"/> compares to <paramref name="right"/>, else <paramref name="otherwise"/>.</summary>
    public static Expr Select(Comparison comparison, Expr left, Expr right, Expr then, Expr otherwise) =>
        new SelectExpr(comparison, left, right, then, otherwise);

    public static Expr Call(MathFunction function, Expr argument) => new CallExpr(function, argument);

    public static Expr Power(Expr @base, Expr exponent) => new PowerExpr(@base, exponent);

    public static Expr Variable(string name) => new VariableExpr(name);

    /// <summary>The expressions that this one is made of.</summary>
    public IReadOnlyList<Expr> Parts => this switch
    {
        BinaryExpr binary => [binary.Left, binary.Right],
        FusedExpr fused => [fused.A, fused.B, fused.C],
        SelectExpr select => [select.Left, select.Right, select.Then, select.Otherwise],
        CallExpr call => [call.Argument],
        PowerExpr power => [power.Base, power.Exponent],
        _ => [],
    };

    /// <summary>The same with other parts, in their order.</summary>
    public Expr With(IReadOnlyList<Expr> parts) => this switch
    {
        BinaryExpr binary => new BinaryExpr(binary.Operator, parts[0], parts[1]),
        FusedExpr => new FusedExpr(parts[0], parts[1], parts[2]),
        SelectExpr select => new SelectExpr(select.Comparison, parts[0], parts[1], parts[2], parts[3]),
        CallExpr call => new CallExpr(call.Function, parts[0]),
        PowerExpr => new PowerExpr(parts[0], parts[1]),
        _ => this,
    };
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

internal enum Comparison
{
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    Equal,
}

/// <summary>Functions that the runtime library offers at every vector width with the same bits.</summary>
internal enum MathFunction
{
    Relu,
    Exp,
    Log,
    Tanh,
    Sigmoid,
    Expm1,
    Softplus,
    Erf,
    Sqrt,
    Abs,
    Sin,
    Cos,
    Atan,
    Log1p,
}

internal sealed record VariableExpr(string Name) : Expr;

internal sealed record ConstantExpr(double Value) : Expr;

internal sealed record BinaryExpr(BinaryOperator Operator, Expr Left, Expr Right) : Expr;

internal sealed record FusedExpr(Expr A, Expr B, Expr C) : Expr;

internal sealed record SelectExpr(Comparison Comparison, Expr Left, Expr Right, Expr Then, Expr Otherwise) : Expr;

internal sealed record CallExpr(MathFunction Function, Expr Argument) : Expr;

/// <summary>Base to the power of Exponent, as IEEE 754's pow.</summary>
internal sealed record PowerExpr(Expr Base, Expr Exponent) : Expr;
