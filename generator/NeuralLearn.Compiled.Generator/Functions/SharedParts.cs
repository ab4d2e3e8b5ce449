using System.Globalization;
using System.Runtime.CompilerServices;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Functions;

/// <summary>The same formula in which equal parts are one and the same object, so that counting them takes time in proportion to their number.</summary>
internal sealed class SharedParts
{
    // One formula is printed for every width, panel and pass.
    private static readonly ConditionalWeakTable<Expr, Expr> Shared = new();

    private readonly Dictionary<Expr, Expr> _known = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, (Expr Part, int Number)> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<Expr, int> _numbers = new(ReferenceComparer.Instance);

    private SharedParts()
    {
    }

    public static Expr Of(Expr formula) => Shared.GetValue(formula, static each => new SharedParts().Share(each));

    private Expr Share(Expr formula)
    {
        if (_known.TryGetValue(formula, out var known))
        {
            return known;
        }

        List<Expr> parts = [.. formula.Parts.Select(Share)];
        var key = Head(formula) + "(" + string.Join(",", parts.Select(part => _numbers[part].ToString(CultureInfo.InvariantCulture))) + ")";
        if (!_parts.TryGetValue(key, out var shared))
        {
            shared = (parts.Count == 0 ? formula : formula.With(parts), _parts.Count);
            _parts.Add(key, shared);
            _numbers.Add(shared.Part, shared.Number);
        }

        _known.Add(formula, shared.Part);
        return shared.Part;
    }

    private static string Head(Expr formula) => formula switch
    {
        VariableExpr variable => "variable " + variable.Name,
        ConstantExpr constant => "constant " + BitConverter.DoubleToInt64Bits(constant.Value).ToString(CultureInfo.InvariantCulture),
        BinaryExpr binary => binary.Operator.ToString(),
        SelectExpr select => "select " + select.Comparison,
        CallExpr call => "call " + call.Function,
        _ => formula.GetType().Name,
    };
}
