using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>A loss that compares each output with its target and averages over the outputs as PyTorch does.</summary>
internal abstract class ElementLossKind : Loss
{
    public override TargetKind Target => TargetKind.Values;

    protected static Expr Y { get; } = Expr.Variable("y");

    protected static Expr T { get; } = Expr.Variable("t");

    protected static Expr Difference { get; } = Y - T;

    public override LossNode Build(LossDeclaration loss, LossTerms terms)
    {
        // PyTorch divides by rows × outputs for the mean and by nothing for the sum; a step of a sequence counts like a row.
        var mean = loss.Reduction == Reduction.Mean && DividesByOutputs;
        var (value, gradient) = Formulas(loss);
        return new ElementLossNode(Kind, terms, value, gradient, mean ? 1.0 / (terms.Output.Shape.Axes == Axes.Sequence ? terms.Output.Shape.Channels : terms.Output.Size) : 1,
            mean ? "mean of " + ElementFormula : "Σ " + ElementFormula, loss.Attribute.Reals("OutputWeights"));
    }

    /// <summary>Whether a row's mean loss is the mean over its outputs rather than their sum.</summary>
    protected virtual bool DividesByOutputs => true;

    /// <summary>The loss of one output, for a reader.</summary>
    protected abstract string ElementFormula { get; }

    /// <summary>Loss and ∂loss/∂y of one output, over y and t.</summary>
    protected abstract (Expr Loss, Expr Gradient) Formulas(LossDeclaration loss);

    /// <summary>1, 0 or -1 as the difference is positive, zero or negative.</summary>
    protected static Expr Sign(Expr difference) =>
        Expr.Select(Comparison.GreaterThan, difference, 0.0, 1.0, Expr.Select(Comparison.LessThan, difference, 0.0, -1.0, difference));
}
