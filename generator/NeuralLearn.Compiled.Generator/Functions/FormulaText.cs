using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Functions;

/// <summary>A formula as a reader would write it, for comments.</summary>
internal static class FormulaText
{
    /// <summary>Longer formulas are cut: the code below says them better.</summary>
    private const int MostParts = 40;

    public static string Of(Expr formula)
    {
        var parts = 0;
        return Text(formula, 0, ref parts);
    }

    private static string Text(Expr formula, int outer, ref int parts)
    {
        if (++parts > MostParts)
        {
            return "...";
        }

        switch (formula)
        {
            case VariableExpr variable:
                return variable.Name;
            case ConstantExpr constant:
                return ((float)constant.Value).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            case BinaryExpr binary:
                return Binary(binary, outer, ref parts);
            case FusedExpr fused:
                return Text((fused.A * fused.B) + fused.C, outer, ref parts);
            case SelectExpr select:
                return $"({Text(select.Left, 0, ref parts)} {Symbol(select.Comparison)} {Text(select.Right, 0, ref parts)} ? {Text(select.Then, 0, ref parts)} : {Text(select.Otherwise, 0, ref parts)})";
            case CallExpr call:
                return $"{call.Function.ToString().ToLowerInvariant()}({Text(call.Argument, 0, ref parts)})";
            case PowerExpr power:
                return $"pow({Text(power.Base, 0, ref parts)}, {Text(power.Exponent, 0, ref parts)})";
            default:
                return "";
        }
    }

    private static string Binary(BinaryExpr binary, int outer, ref int parts)
    {
        var (symbol, level) = binary.Operator switch
        {
            BinaryOperator.Add => ("+", 1),
            BinaryOperator.Subtract => ("-", 1),
            BinaryOperator.Multiply => ("*", 2),
            _ => ("/", 2),
        };
        var text = $"{Text(binary.Left, level, ref parts)} {symbol} {Text(binary.Right, level + 1, ref parts)}";
        return level < outer ? "(" + text + ")" : text;
    }

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.LessThan => "<",
        Comparison.LessThanOrEqual => "<=",
        Comparison.GreaterThan => ">",
        _ => "==",
    };
}
