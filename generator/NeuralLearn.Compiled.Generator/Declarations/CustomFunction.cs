using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Declarations;

/// <summary>A static method of the class that a layer or a loss names, read as a formula.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Source">What it returns, as it was written, for a reader; its name and parameters where it is more than one expression.</param>
/// <param name="Parameters">The names of its parameters, which are the variables of the formula.</param>
/// <param name="Body">The formula; null where there is none.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record CustomFunction(string Name, string Source, EquatableArray<string> Parameters, Expr? Body, FunctionProblem? Problem)
{
    /// <summary>The formula over other names of variables.</summary>
    public Expr Over(params string[] variables) => Rename(Body!, variables, new Dictionary<Expr, Expr>(Functions.ReferenceComparer.Instance));

    private Expr Rename(Expr formula, string[] variables, Dictionary<Expr, Expr> known)
    {
        if (!known.TryGetValue(formula, out var renamed))
        {
            renamed = formula is VariableExpr variable ? Expr.Variable(variables[Parameters.ToList().IndexOf(variable.Name)])
                : formula.With([.. formula.Parts.Select(part => Rename(part, variables, known))]);
            known.Add(formula, renamed);
        }

        return renamed;
    }
}

/// <summary>What a method cannot be read for.</summary>
/// <param name="Slot">Where: see <see cref="Place"/>; "" for the attribute's argument.</param>
internal sealed record FunctionProblem(Rule Rule, string Slot, EquatableArray<string> Arguments)
{
    /// <summary>Begins the slot of a piece of a method.</summary>
    public const string InMethod = "method:";

    /// <summary>
    /// A piece of a method of the class, counted from the method's own beginning: text elsewhere in the file may change without changing the
    /// declaration.
    /// </summary>
    /// <param name="method">The method's name and the types of its parameters: "Snake(float".</param>
    public static string Place(string method, int start, int length) => InMethod + method + "@" + Literal(start) + "+" + Literal(length);

    private static string Literal(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
