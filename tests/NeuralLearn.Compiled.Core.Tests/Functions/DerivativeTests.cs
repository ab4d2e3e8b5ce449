using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Core.Tests.Functions;

/// <summary>Derivatives of formulas drawn at random against central differences in double precision.</summary>
public sealed class DerivativeTests
{
    private const int Formulas = 3000;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("NEURALLEARN_SEED"), out var seed) ? seed : 1;

    [Fact]
    public void Derivative_IsTheDifference()
    {
        var random = new Random(Seed);
        var compared = 0;
        for (var drawn = 0; drawn < Formulas; drawn++)
        {
            var formula = Draw(random, 4);
            var derivative = Derivative.Of(formula, "x");
            for (var point = 0; point < 4; point++)
            {
                var x = (random.NextDouble() * 4) - 2;
                var (coarse, fine) = (Difference(formula, x, 1e-5), Difference(formula, x, 3e-6));

                // At a kink, a pole or where digits are lost, differences say nothing.
                if (!IsTame(formula, x) || !IsTame(derivative, x) || !double.IsFinite(fine) || Math.Abs(fine) > 1e4 || Math.Abs(coarse - fine) > 1e-6 * Math.Max(1, Math.Abs(fine)))
                {
                    continue;
                }

                var actual = Evaluate(derivative, x);
                Assert.True(Math.Abs(actual - fine) <= 2e-5 * Math.Max(1, Math.Abs(fine)),
                    $"Seed {Seed}, formula {drawn}: d/dx {FormulaText.Of(formula)} at {x} is {actual}, by differences {fine}.");
                compared++;
            }
        }

        Assert.True(compared > Formulas * 2, $"{compared} points were compared.");
    }

    [Fact]
    public void SharedParts_ChangeNoValueAndAreFew()
    {
        var random = new Random(Seed);
        for (var drawn = 0; drawn < 500; drawn++)
        {
            var formula = Draw(random, 5);
            Assert.Equal(Evaluate(formula, 0.7), Evaluate(SharedParts.Of(formula), 0.7));
        }

        // 2^40 operations written out, 41 shared.
        var power = Expr.Variable("x");
        for (var i = 0; i < 40; i++)
        {
            power = new BinaryExpr(BinaryOperator.Add, power.With(power.Parts), power);
        }

        var seen = new HashSet<Expr>(ReferenceComparer.Instance);
        void Visit(Expr part)
        {
            if (seen.Add(part))
            {
                foreach (var inner in part.Parts)
                {
                    Visit(inner);
                }
            }
        }

        Visit(SharedParts.Of(power));
        Assert.Equal(41, seen.Count);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 9)]
    [InlineData(-2, 1.0 / 9)]
    [InlineData(2.5, 15.588457268119896)]
    [InlineData(-0.5, 0.57735026918962584)]
    [InlineData(7, 2187)]
    public void WholeAndHalfPowers_AreProductsAndRoots(double exponent, double expected)
    {
        var formula = Simplifier.Power(Expr.Variable("x"), exponent);
        Assert.Equal(expected, Evaluate(formula, 3), 1e-12);
        Assert.IsNotType<PowerExpr>(formula);
    }

    [Fact]
    public void KinksAndConstants_AreAsDocumented()
    {
        var x = Expr.Variable("x");
        Assert.Equal(0, Evaluate(Derivative.Of(Expr.Call(MathFunction.Abs, x), "x"), 0));
        Assert.Equal(0, Evaluate(Derivative.Of(Expr.Call(MathFunction.Relu, x), "x"), 0));
        Assert.Equal(new ConstantExpr(0), Derivative.Of(Expr.Variable("t") * 3.0, "x"));
        Assert.Equal("2 * x", FormulaText.Of(Derivative.Of(x + ((2.0 * x) - x), "x") * x));
    }

    private static double Difference(Expr formula, double x, double step) => (Evaluate(formula, x + step) - Evaluate(formula, x - step)) / (2 * step);

    /// <summary>Whether no part of the formula is near a pole, where even the right derivative is none.</summary>
    private static bool IsTame(Expr formula, double x) => Math.Abs(Evaluate(formula, x)) < 1e6 && formula.Parts.All(part => IsTame(part, x));

    private static Expr Draw(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            return random.Next(3) == 0 ? Math.Round((random.NextDouble() * 4) - 2, 2) : Expr.Variable("x");
        }

        Expr Inner() => Draw(random, depth - 1);
        switch (random.Next(10))
        {
            case 0:
                return Inner() + Inner();
            case 1:
                return Inner() - Inner();
            case 2:
                return Inner() * Inner();
            case 3:
                return Inner() / Inner();
            case 4:
                return Expr.MultiplyAdd(Inner(), Inner(), Inner());
            case 5:
                return Expr.Select((Comparison)random.Next(3), Inner(), Inner(), Inner(), Inner());
            case 6:
                return random.Next(2) == 0 ? Simplifier.Power(Inner(), random.Next(-3, 4) / 2.0) : Expr.Power(Expr.Call(MathFunction.Abs, Inner()) + 0.1, Inner());
            default:
                return Expr.Call((MathFunction)random.Next(Enum.GetValues<MathFunction>().Length), Inner());
        }
    }

    private static double Evaluate(Expr formula, double x) => formula switch
    {
        VariableExpr => x,
        ConstantExpr constant => constant.Value,
        BinaryExpr binary => Combine(binary.Operator, Evaluate(binary.Left, x), Evaluate(binary.Right, x)),
        FusedExpr fused => (Evaluate(fused.A, x) * Evaluate(fused.B, x)) + Evaluate(fused.C, x),
        SelectExpr select => Evaluate(Holds(select.Comparison, Evaluate(select.Left, x), Evaluate(select.Right, x)) ? select.Then : select.Otherwise, x),
        PowerExpr power => Math.Pow(Evaluate(power.Base, x), Evaluate(power.Exponent, x)),
        CallExpr call => Function(call.Function, Evaluate(call.Argument, x)),
        _ => throw new InvalidOperationException(),
    };

    private static double Combine(BinaryOperator symbol, double a, double b) => symbol switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        _ => a / b,
    };

    private static bool Holds(Comparison comparison, double a, double b) => comparison switch
    {
        Comparison.LessThan => a < b,
        Comparison.LessThanOrEqual => a <= b,
        Comparison.GreaterThan => a > b,
        _ => a == b,
    };

    private static double Function(MathFunction function, double x) => function switch
    {
        MathFunction.Relu => Math.Max(0, x),
        MathFunction.Exp => Math.Exp(x),
        MathFunction.Log => Math.Log(x),
        MathFunction.Tanh => Math.Tanh(x),
        MathFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        MathFunction.Expm1 => Math.Exp(x) - 1,
        MathFunction.Softplus => Math.Log(1 + Math.Exp(x)),
        MathFunction.Erf => Erf(x),
        MathFunction.Sqrt => Math.Sqrt(x),
        MathFunction.Abs => Math.Abs(x),
        MathFunction.Sin => Math.Sin(x),
        MathFunction.Cos => Math.Cos(x),
        MathFunction.Atan => Math.Atan(x),
        MathFunction.Log1p => Math.Log(1 + x),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>By its Taylor series, which is exact enough for the arguments drawn here, and 1 beyond.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5)
        {
            return Math.Sign(x);
        }

        double sum = 0, term = x;
        for (var n = 0; n < 120; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -x * x / (n + 1);
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }
}
