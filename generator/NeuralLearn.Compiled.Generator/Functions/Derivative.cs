using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Generator.Graph.Expr;

namespace NeuralLearn.Compiled.Generator.Functions;

/// <summary>
/// The derivative of a formula, rule by rule. Where a formula chooses between two, so does its derivative, by the same comparison: at a kink
/// it is that of the side that the function itself takes. |x| has 0 at 0, as in PyTorch.
/// </summary>
internal sealed class Derivative
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    private readonly string _variable;

    // Formulas share parts; without a memory each would be worked out as often as it is referred to.
    private readonly Dictionary<Expr, Expr> _known = new(ReferenceComparer.Instance);

    private Derivative(string variable) => _variable = variable;

    public static Expr Of(Expr formula, string variable) => new Derivative(variable).Of(formula);

    private Expr Of(Expr formula)
    {
        if (!_known.TryGetValue(formula, out var known))
        {
            known = Rule(formula);
            _known.Add(formula, known);
        }

        return known;
    }

    private Expr Rule(Expr formula)
    {
        switch (formula)
        {
            case VariableExpr variable:
                return variable.Name == _variable ? 1.0 : 0.0;
            case ConstantExpr:
                return 0.0;
            case FusedExpr fused:
                return Simplifier.Add(Simplifier.Add(Simplifier.Multiply(Of(fused.A), fused.B), Simplifier.Multiply(fused.A, Of(fused.B))), Of(fused.C));
            case SelectExpr select:
                return Simplifier.Select(select.Comparison, select.Left, select.Right, Of(select.Then), Of(select.Otherwise));
            case BinaryExpr binary:
                return Binary(binary);
            case PowerExpr power:
                return Power(power);
            case CallExpr call:
                var inner = Of(call.Argument);
                return inner is ConstantExpr { Value: 0 } ? inner : Simplifier.Multiply(Outer(call), inner);
            default:
                throw new InvalidOperationException("No derivative of " + formula.GetType().Name);
        }
    }

    private Expr Binary(BinaryExpr binary)
    {
        var (left, right) = (Of(binary.Left), Of(binary.Right));
        return binary.Operator switch
        {
            BinaryOperator.Add => Simplifier.Add(left, right),
            BinaryOperator.Subtract => Simplifier.Subtract(left, right),
            BinaryOperator.Multiply => Simplifier.Add(Simplifier.Multiply(left, binary.Right), Simplifier.Multiply(binary.Left, right)),

            // (u / v)' = (u' - (u / v) v') / v: the quotient is there already.
            _ => Simplifier.Divide(Simplifier.Subtract(left, Simplifier.Multiply(binary, right)), binary.Right),
        };
    }

    private Expr Power(PowerExpr power)
    {
        var (inner, exponent) = (Of(power.Base), Of(power.Exponent));
        var byBase = inner is ConstantExpr { Value: 0 } ? inner
            : Simplifier.Multiply(Simplifier.Multiply(power.Exponent, Simplifier.Power(power.Base, Simplifier.Subtract(power.Exponent, 1.0))), inner);
        var byExponent = exponent is ConstantExpr { Value: 0 } ? exponent
            : Simplifier.Multiply(Simplifier.Multiply(power, Call(MathFunction.Log, power.Base)), exponent);
        return Simplifier.Add(byBase, byExponent);
    }

    private static Expr Outer(CallExpr call)
    {
        var x = call.Argument;
        return call.Function switch
        {
            MathFunction.Relu => Expr.Select(Comparison.GreaterThan, x, 0.0, 1.0, 0.0),
            MathFunction.Exp => call,
            MathFunction.Expm1 => call + 1.0,
            MathFunction.Log => 1.0 / x,
            MathFunction.Log1p => 1.0 / (1.0 + x),
            MathFunction.Tanh => 1.0 - (call * call),
            MathFunction.Sigmoid => call * (1.0 - call),
            MathFunction.Softplus => Call(MathFunction.Sigmoid, x),
            MathFunction.Erf => TwoOverSqrtPi * Call(MathFunction.Exp, -1.0 * (x * x)),
            MathFunction.Sqrt => 0.5 / call,
            MathFunction.Abs => Expr.Select(Comparison.GreaterThan, x, 0.0, 1.0, Expr.Select(Comparison.LessThan, x, 0.0, -1.0, x)),
            MathFunction.Sin => Call(MathFunction.Cos, x),
            MathFunction.Cos => -1.0 * Call(MathFunction.Sin, x),
            MathFunction.Atan => 1.0 / (1.0 + (x * x)),
            _ => throw new InvalidOperationException("No derivative of " + call.Function),
        };
    }
}
