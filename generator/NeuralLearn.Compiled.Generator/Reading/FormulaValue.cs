using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>What an expression of a method comes to: a number, or a condition under which a choice is made.</summary>
internal abstract record FormulaValue
{
    public static implicit operator FormulaValue(Expr number) => new FormulaNumber(number);
}

internal sealed record FormulaNumber(Expr Value) : FormulaValue;

/// <summary>A condition, as the choice that it makes between two numbers.</summary>
internal sealed record FormulaCondition(Func<Expr, Expr, Expr> Choose) : FormulaValue
{
    public static FormulaCondition Compare(Comparison comparison, Expr left, Expr right) =>
        new((then, otherwise) => ReferenceEquals(then, otherwise) ? then : Simplifier.Select(comparison, left, right, then, otherwise));

    public static FormulaCondition Constant(bool value) => new((then, otherwise) => value ? then : otherwise);

    public FormulaCondition Not() => new((then, otherwise) => Choose(otherwise, then));

    public FormulaCondition And(FormulaCondition other) => new((then, otherwise) => Choose(other.Choose(then, otherwise), otherwise));

    public FormulaCondition Or(FormulaCondition other) => new((then, otherwise) => Choose(then, other.Choose(then, otherwise)));

    /// <summary>Either of two values of one kind; null for a number and a condition.</summary>
    public FormulaValue? Between(FormulaValue then, FormulaValue otherwise) => (then, otherwise) switch
    {
        (FormulaNumber a, FormulaNumber b) => Choose(a.Value, b.Value),
        (FormulaCondition a, FormulaCondition b) => Either(a, b),
        _ => null,
    };

    /// <summary>Either of two conditions.</summary>
    public FormulaCondition Either(FormulaCondition then, FormulaCondition otherwise) =>
        new((yes, no) => Choose(then.Choose(yes, no), otherwise.Choose(yes, no)));
}
