using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Functions;

/// <summary>
/// Builds formulas without what changes nothing: sums with 0, products with 0 and 1, operations on two constants. Used for derivatives; what
/// the user wrote is calculated as it stands.
/// </summary>
internal static class Simplifier
{
    public static Expr Add(Expr a, Expr b) => (a, b) switch
    {
        (ConstantExpr x, ConstantExpr y) => x.Value + y.Value,
        (ConstantExpr { Value: 0 }, _) => b,
        (_, ConstantExpr { Value: 0 }) => a,
        _ => a + b,
    };

    public static Expr Subtract(Expr a, Expr b) => (a, b) switch
    {
        (ConstantExpr x, ConstantExpr y) => x.Value - y.Value,
        (_, ConstantExpr { Value: 0 }) => a,
        (ConstantExpr { Value: 0 }, _) => Multiply(-1.0, b),
        _ => a - b,
    };

    public static Expr Multiply(Expr a, Expr b) => (a, b) switch
    {
        (ConstantExpr x, ConstantExpr y) => x.Value * y.Value,
        (ConstantExpr { Value: 0 }, _) => a,
        (_, ConstantExpr { Value: 0 }) => b,
        (ConstantExpr { Value: 1 }, _) => b,
        (_, ConstantExpr { Value: 1 }) => a,
        (_, ConstantExpr) => Multiply(b, a),
        (ConstantExpr x, BinaryExpr { Operator: BinaryOperator.Multiply, Left: ConstantExpr y } inner) => Multiply(x.Value * y.Value, inner.Right),

        // A product with a choice between constants is a choice itself.
        (_, SelectExpr { Then: ConstantExpr, Otherwise: ConstantExpr } select) => Select(select.Comparison, select.Left, select.Right, Multiply(a, select.Then), Multiply(a, select.Otherwise)),
        _ => a * b,
    };

    public static Expr Divide(Expr a, Expr b) => (a, b) switch
    {
        (ConstantExpr x, ConstantExpr y) when y.Value != 0 => x.Value / y.Value,
        (ConstantExpr { Value: 0 }, _) => a,
        (_, ConstantExpr { Value: 1 }) => a,
        _ => a / b,
    };

    /// <summary>Whole and half exponents up to 8 are products and roots, which are faster and rounded better.</summary>
    public static Expr Power(Expr @base, Expr exponent)
    {
        if (exponent is not ConstantExpr { Value: var value } || Math.Abs(value) > 8 || value * 2 != Math.Floor(value * 2))
        {
            return Expr.Power(@base, exponent);
        }

        var whole = (int)Math.Floor(Math.Abs(value));
        Expr result = Whole(@base, whole);
        if (Math.Abs(value) - whole == 0.5)
        {
            result = Multiply(result, Expr.Call(MathFunction.Sqrt, @base));
        }

        return value < 0 ? Divide(1.0, result) : result;
    }

    public static Expr Select(Comparison comparison, Expr left, Expr right, Expr then, Expr otherwise)
    {
        if (left is ConstantExpr a && right is ConstantExpr b)
        {
            return Holds(comparison, a.Value, b.Value) ? then : otherwise;
        }

        return then is ConstantExpr x && otherwise is ConstantExpr y && x.Value.Equals(y.Value) ? then : Expr.Select(comparison, left, right, then, otherwise);
    }

    private static Expr Whole(Expr @base, int exponent)
    {
        if (exponent == 0)
        {
            return 1.0;
        }

        var half = Whole(@base, exponent / 2);
        var square = exponent < 2 ? half : Multiply(half, half);
        return exponent % 2 == 0 ? square : Multiply(square, @base);
    }

    private static bool Holds(Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.LessThan => left < right,
        Comparison.LessThanOrEqual => left <= right,
        Comparison.GreaterThan => left > right,
        _ => left == right,
    };
}
