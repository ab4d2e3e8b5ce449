using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>Operators of C# as operations of formulas.</summary>
internal static class FormulaSyntax
{
    public const string WholeDivision = "between whole numbers it drops the fraction; make one side a float";

    public const string Wrapping = "between whole numbers it may wrap around; make one side a float";

    /// <summary>Parts of a formula that are looked at for the values it may have; what is longer is not computed from constants.</summary>
    private const int MostParts = 64;

    public static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>A piece of source for a message.</summary>
    public static string FirstLine(SyntaxNode node)
    {
        var text = node.ToString();
        var end = text.IndexOfAny(['\r', '\n']);
        text = end < 0 ? text : text.Substring(0, end).TrimEnd() + " ...";
        return text.Length <= 60 ? text : text.Substring(0, 60) + " ...";
    }

    public static BinaryOperator? OperatorOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.AddExpression or SyntaxKind.AddAssignmentExpression => BinaryOperator.Add,
        SyntaxKind.SubtractExpression or SyntaxKind.SubtractAssignmentExpression => BinaryOperator.Subtract,
        SyntaxKind.MultiplyExpression or SyntaxKind.MultiplyAssignmentExpression => BinaryOperator.Multiply,
        SyntaxKind.DivideExpression or SyntaxKind.DivideAssignmentExpression => BinaryOperator.Divide,
        _ => null,
    };

    /// <summary>Whether a whole number leaves what its type holds: C# then begins at the other end, and a formula goes on.</summary>
    public static bool WrapsAround(ITypeSymbol? type, Expr number)
    {
        var parts = MostParts;
        return RangeOf(type) is { } range && Values(number, ref parts) is { } values && (values.Least < range.Least || values.Most > range.Most);
    }

    private static (double Least, double Most)? RangeOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };

    /// <summary>From where to where a number that is made of constants may be; null where something else is in it.</summary>
    private static (double Least, double Most)? Values(Expr number, ref int parts)
    {
        if (--parts < 0)
        {
            return null;
        }

        switch (number)
        {
            case ConstantExpr constant:
                return (constant.Value, constant.Value);
            case SelectExpr choice when Values(choice.Then, ref parts) is { } then && Values(choice.Otherwise, ref parts) is { } otherwise:
                return (Math.Min(then.Least, otherwise.Least), Math.Max(then.Most, otherwise.Most));
            case BinaryExpr { Operator: not BinaryOperator.Divide } sum when Values(sum.Left, ref parts) is { } a && Values(sum.Right, ref parts) is { } b:
                double[] ends = sum.Operator switch
                {
                    BinaryOperator.Add => [a.Least + b.Least, a.Most + b.Most],
                    BinaryOperator.Subtract => [a.Least - b.Most, a.Most - b.Least],
                    _ => [a.Least * b.Least, a.Least * b.Most, a.Most * b.Least, a.Most * b.Most],
                };
                return (ends.Min(), ends.Max());
            default:
                return null;
        }
    }

    /// <summary>Two numbers; null where the operator has no meaning here.</summary>
    public static FormulaValue? Combine(SyntaxKind kind, Expr a, Expr b)
    {
        switch (kind)
        {
            case SyntaxKind.LessThanExpression:
                return FormulaCondition.Compare(Comparison.LessThan, a, b);
            case SyntaxKind.LessThanOrEqualExpression:
                return FormulaCondition.Compare(Comparison.LessThanOrEqual, a, b);
            case SyntaxKind.GreaterThanExpression:
                return FormulaCondition.Compare(Comparison.GreaterThan, a, b);
            case SyntaxKind.GreaterThanOrEqualExpression:
                return FormulaCondition.Compare(Comparison.LessThanOrEqual, b, a);
            case SyntaxKind.EqualsExpression:
                return FormulaCondition.Compare(Comparison.Equal, a, b);
            case SyntaxKind.NotEqualsExpression:
                return FormulaCondition.Compare(Comparison.Equal, a, b).Not();
            case SyntaxKind.SubtractExpression when a is CallExpr { Function: MathFunction.Exp } exp && b is ConstantExpr { Value: 1 }:
                // e^x - 1 near 0 would lose all its digits.
                return Expr.Call(MathFunction.Expm1, exp.Argument);
            default:
                return OperatorOf(kind) is { } symbol ? new FormulaNumber(new BinaryExpr(symbol, a, b)) : null;
        }
    }

    public static FormulaValue? Combine(SyntaxKind kind, FormulaCondition a, FormulaCondition b) => kind switch
    {
        SyntaxKind.LogicalAndExpression or SyntaxKind.BitwiseAndExpression => a.And(b),
        SyntaxKind.LogicalOrExpression or SyntaxKind.BitwiseOrExpression => a.Or(b),
        SyntaxKind.EqualsExpression => a.Either(b, b.Not()),
        SyntaxKind.NotEqualsExpression or SyntaxKind.ExclusiveOrExpression => a.Either(b.Not(), b),
        _ => null,
    };
}

/// <summary>Functions of Math and MathF as formulas over what the library has at every vector width.</summary>
internal static class MathCalls
{
    public const string Known = "Abs, Acos, Asin, Atan, Atanh, Cbrt, Clamp, Cos, Cosh, Exp, FusedMultiplyAdd, Log, Log2, Log10, Max, Min, Pow, Sign, Sin, Sinh, Sqrt, Tan and Tanh";

    private const double Ln2 = 0.69314718055994531;
    private const double Ln10 = 2.3025850929940457;

    /// <summary>Null where there is none of that name and number of arguments.</summary>
    public static Expr? Find(string name, IReadOnlyList<Expr> arguments)
    {
        Expr A() => arguments[0];
        Expr B() => arguments[1];
        return (name, arguments.Count) switch
        {
            ("Abs", 1) => Expr.Call(MathFunction.Abs, A()),

            // 2 atan √((1 - x) / (1 + x)) keeps its digits near 1.
            ("Acos", 1) => 2.0 * Expr.Call(MathFunction.Atan, Expr.Call(MathFunction.Sqrt, (1.0 - A()) / (1.0 + A()))),
            ("Asin", 1) => Expr.Call(MathFunction.Atan, A() / Expr.Call(MathFunction.Sqrt, (1.0 - A()) * (1.0 + A()))),
            ("Atan", 1) => Expr.Call(MathFunction.Atan, A()),
            ("Atanh", 1) => 0.5 * Expr.Call(MathFunction.Log1p, (2.0 * A()) / (1.0 - A())),
            ("Cbrt", 1) => Root(A()),
            ("Clamp", 3) => Min(Max(A(), B()), arguments[2]),
            ("Cos", 1) => Expr.Call(MathFunction.Cos, A()),
            ("Cosh", 1) => 0.5 * (Expr.Call(MathFunction.Exp, A()) + Expr.Call(MathFunction.Exp, -1.0 * A())),
            ("Exp", 1) => Expr.Call(MathFunction.Exp, A()),
            ("ExpM1", 1) => Expr.Call(MathFunction.Expm1, A()),
            ("FusedMultiplyAdd", 3) => Expr.MultiplyAdd(A(), B(), arguments[2]),
            ("Log", 1) => Logarithm(A()),
            ("Log", 2) => Logarithm(A()) / Expr.Call(MathFunction.Log, B()),
            ("Log2", 1) => Logarithm(A()) * (1 / Ln2),
            ("Log10", 1) => Logarithm(A()) * (1 / Ln10),
            ("LogP1", 1) => Expr.Call(MathFunction.Log1p, A()),
            ("Max", 2) => Max(A(), B()),
            ("Min", 2) => Min(A(), B()),
            ("Pow", 2) => Simplifier.Power(A(), B()),

            // 0 · x is 0 at 0, with the derivative 0, and NaN at NaN.
            ("Sign", 1) => Expr.Select(Comparison.GreaterThan, A(), 0.0, 1.0, Expr.Select(Comparison.LessThan, A(), 0.0, -1.0, 0.0 * A())),
            ("Sin", 1) => Expr.Call(MathFunction.Sin, A()),
            ("Sinh", 1) => 0.5 * (Expr.Call(MathFunction.Expm1, A()) - Expr.Call(MathFunction.Expm1, -1.0 * A())),
            ("Sqrt", 1) => Expr.Call(MathFunction.Sqrt, A()),
            ("Tan", 1) => Expr.Call(MathFunction.Sin, A()) / Expr.Call(MathFunction.Cos, A()),
            ("Tanh", 1) => Expr.Call(MathFunction.Tanh, A()),
            _ => null,
        };
    }

    /// <summary>ln(1 + x) near x = 0 would lose all its digits if 1 + x were rounded first.</summary>
    private static Expr Logarithm(Expr x) => x switch
    {
        BinaryExpr { Operator: BinaryOperator.Add, Left: ConstantExpr { Value: 1 } } sum => Expr.Call(MathFunction.Log1p, sum.Right),
        BinaryExpr { Operator: BinaryOperator.Add, Right: ConstantExpr { Value: 1 } } sum => Expr.Call(MathFunction.Log1p, sum.Left),
        _ => Expr.Call(MathFunction.Log, x),
    };

    private static Expr Root(Expr x)
    {
        var root = Expr.Power(Expr.Call(MathFunction.Abs, x), 1.0 / 3);
        return Expr.Select(Comparison.LessThan, x, 0.0, -1.0 * root, root);
    }

    /// <summary>The larger; NaN where one is.</summary>
    private static Expr Max(Expr a, Expr b) => Expr.Select(Comparison.LessThanOrEqual, a, b, b, Simplifier.Select(Comparison.Equal, b, b, a, b));

    private static Expr Min(Expr a, Expr b) => Expr.Select(Comparison.LessThanOrEqual, b, a, b, Simplifier.Select(Comparison.Equal, b, b, a, b));
}
