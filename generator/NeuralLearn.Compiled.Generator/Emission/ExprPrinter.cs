using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints a formula for one vector width, or for a number worked out once per step in double precision.</summary>
internal static class ExprPrinter
{
    public static string Print(Expr expr, Dialect dialect, Func<string, string> name) => Vector(expr, dialect, name, nested: false);

    /// <summary>As <see cref="Print"/>, but a part that occurs more than once is written out once, as a local before.</summary>
    public static string PrintShared(CodeWriter writer, Expr expr, Dialect dialect, Func<string, string> name, string suffix)
    {
        expr = SharedParts.Of(expr);
        var counts = new Dictionary<Expr, int>(ReferenceComparer.Instance);
        var order = new List<Expr>();
        Count(expr, counts, order);
        var locals = new Dictionary<Expr, string>(ReferenceComparer.Instance);
        foreach (var part in order.Where(part => counts[part] > 1 && part is not (VariableExpr or ConstantExpr)))
        {
            var local = $"part{Literal.Int(locals.Count)}{(suffix.Length == 0 ? "" : "_" + suffix)}";
            writer.Line($"var {local} = {Print(Replace(part, locals, isRoot: true), dialect, variable => variable.StartsWith("part", StringComparison.Ordinal) ? variable : name(variable))};");
            locals.Add(part, local);
        }

        return Print(Replace(expr, locals, isRoot: false), dialect, variable => variable.StartsWith("part", StringComparison.Ordinal) ? variable : name(variable));
    }

    /// <summary>Counts how often each part is referred to; parts come before those that contain them.</summary>
    private static void Count(Expr expr, Dictionary<Expr, int> counts, List<Expr> order)
    {
        if (counts.TryGetValue(expr, out var count))
        {
            counts[expr] = count + 1;
            return;
        }

        counts[expr] = 1;
        foreach (var part in expr.Parts)
        {
            Count(part, counts, order);
        }

        order.Add(expr);
    }

    private static Expr Replace(Expr expr, Dictionary<Expr, string> locals, bool isRoot)
    {
        if (!isRoot && locals.TryGetValue(expr, out var local))
        {
            return new VariableExpr(local);
        }

        return expr.With([.. expr.Parts.Select(part => Replace(part, locals, isRoot: false))]);
    }

    public static string PrintDouble(Expr expr, Func<string, string> name) => Double(expr, name, nested: false);

    private static string Vector(Expr expr, Dialect dialect, Func<string, string> name, bool nested) => expr switch
    {
        VariableExpr variable => name(variable.Name),
        ConstantExpr constant => dialect.Broadcast(Literal.Float(constant.Value)),
        BinaryExpr binary => Parenthesize(
            $"{Vector(binary.Left, dialect, name, true)} {Symbol(binary.Operator)} {Vector(binary.Right, dialect, name, true)}", nested),
        FusedExpr fused => Fused(fused, dialect, name, nested),
        SelectExpr select => Select(select, dialect, name),
        CallExpr call => dialect.Math(call.Function, Vector(call.Argument, dialect, name, false)),
        PowerExpr power => dialect.Power(Vector(power.Base, dialect, name, false), Vector(power.Exponent, dialect, name, false)),
        _ => throw new InvalidOperationException("Unknown expression " + expr.GetType().Name),
    };

    private static string Fused(FusedExpr fused, Dialect dialect, Func<string, string> name, bool nested)
    {
        var separate = dialect.Portable || dialect.Lanes == 1;
        var text = dialect.MultiplyAdd(
            Vector(fused.A, dialect, name, separate), Vector(fused.B, dialect, name, separate), Vector(fused.C, dialect, name, separate));
        return separate ? Parenthesize(text, nested) : text;
    }

    private static string Select(SelectExpr select, Dialect dialect, Func<string, string> name)
    {
        string Print(Expr expr, bool nested) => Vector(expr, dialect, name, nested);
        if (dialect.Lanes == 1)
        {
            var symbol = select.Comparison switch
            {
                Comparison.LessThan => "<",
                Comparison.LessThanOrEqual => "<=",
                Comparison.GreaterThan => ">",
                _ => "==",
            };
            var (left, right) = (Print(select.Left, true), Print(select.Right, true));
            if (left == right)
            {
                // To compare a value with itself asks whether it is NaN, which the compiler takes for a slip where it is written so.
                return symbol is "==" or "<=" ? $"(float.IsNaN({Print(select.Left, false)}) ? {Print(select.Otherwise, false)} : {Print(select.Then, false)})" : Print(select.Otherwise, true);
            }

            return $"({left} {symbol} {right} ? {Print(select.Then, false)} : {Print(select.Otherwise, false)})";
        }

        var compare = select.Comparison == Comparison.Equal ? "Equals" : select.Comparison.ToString();
        return $"{dialect.Class}.ConditionalSelect({dialect.Class}.{compare}({Print(select.Left, false)}, {Print(select.Right, false)}), "
            + $"{Print(select.Then, false)}, {Print(select.Otherwise, false)})";
    }

    private static string Double(Expr expr, Func<string, string> name, bool nested) => expr switch
    {
        VariableExpr variable => name(variable.Name),
        ConstantExpr constant => Literal.Double(constant.Value),
        BinaryExpr { Operator: BinaryOperator.Subtract, Left: ConstantExpr { Value: 0 } } negation => "-" + Double(negation.Right, name, true),
        BinaryExpr binary => Parenthesize(
            $"{Double(binary.Left, name, true)} {Symbol(binary.Operator)} {Double(binary.Right, name, true)}", nested),
        SelectExpr { Comparison: Comparison.Equal } select =>
            $"{Double(select.Left, name, true)} == {Double(select.Right, name, true)} ? {Double(select.Then, name, false)} : {Double(select.Otherwise, name, false)}",
        CallExpr { Function: MathFunction.Sqrt } call => $"Math.Sqrt({Double(call.Argument, name, false)})",
        _ => throw new InvalidOperationException("No double form of " + expr.GetType().Name),
    };

    private static string Symbol(BinaryOperator symbol) => symbol switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        _ => "/",
    };

    private static string Parenthesize(string text, bool nested) => nested ? "(" + text + ")" : text;
}
