using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;

namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>One kind of optimizer, whole: its arguments and its rule.</summary>
internal abstract class Optimizer
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    public virtual void Check(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        problems.InRange(index, attribute, "LearningRate", value => value > 0, "a finite number greater than 0");
        problems.InRange(index, attribute, "WeightDecay", value => value >= 0, "a finite number, 0 or more");
        problems.InRange(index, attribute, "ClipNorm", value => value >= 0, "a finite number, 0 or more");
        problems.InRange(index, attribute, "ClipValue", value => value >= 0, "a finite number, 0 or more");
    }

    /// <summary>The step size without a word.</summary>
    protected virtual double DefaultLearningRate => 1e-3;

    public abstract UpdateRule Build(AttributeDeclaration attribute);

    /// <summary>The rule with what every optimizer takes from its attribute.</summary>
    protected UpdateRule Rule(
        AttributeDeclaration attribute,
        string formula,
        IReadOnlyList<string> slots,
        IReadOnlyList<StepState> states,
        IReadOnlyList<StepScalar> scalars,
        IReadOnlyList<ElementStatement> elements) => new(
            Kind,
            attribute.Real("LearningRate", DefaultLearningRate),
            formula,
            slots,
            states,
            scalars,
            elements,
            new GradientLimits(attribute.Real("ClipValue"), attribute.Real("ClipNorm"), attribute.Boolean("SkipNonFinite")));
}

/// <summary>What happens to the gradient before the rule sees it.</summary>
/// <param name="Value">Every element is limited to ± this; 0: not.</param>
/// <param name="Norm">Then the whole is shortened to this length; 0: not.</param>
/// <param name="SkipNonFinite">A gradient with NaN or ∞ makes no step.</param>
internal sealed record GradientLimits(double Value, double Norm, bool SkipNonFinite)
{
    public bool NeedsNorm => Norm > 0;

    /// <summary>
    /// Whether an infinite gradient makes a finite step. Then infinity times the 0 of padding, which is NaN, must not stay in the padding of a
    /// gradient: it would outlive the step there. Without limits the real numbers are lost with it.
    /// </summary>
    public bool OutlivesInfinity => Value > 0;
}

/// <summary>A number that lives from step to step, in double precision.</summary>
internal sealed record StepState(string Name, double Initial);

/// <summary>A number worked out once per step, in double precision; <paramref name="IsState"/> stores it for the next step.</summary>
internal sealed record StepScalar(string Name, Expr Value, bool IsState);

/// <summary>An assignment made for every element; the name is a slot, a local or "parameter".</summary>
internal sealed record ElementStatement(string Name, Expr Value, bool IsLocal);

/// <summary>
/// What Update does. Formulas per element speak of gradient, parameter, the slots and the step's scalars; formulas per step of
/// learningRate, step (0 at the first) and the states.
/// </summary>
/// <param name="Formula">For a reader.</param>
/// <param name="Slots">State with one number per parameter, 0 at first, by PyTorch's name.</param>
internal sealed record UpdateRule(
    string Kind,
    double LearningRate,
    string Formula,
    IReadOnlyList<string> Slots,
    IReadOnlyList<StepState> States,
    IReadOnlyList<StepScalar> Scalars,
    IReadOnlyList<ElementStatement> Elements,
    GradientLimits Limits)
{
    /// <summary>Nothing but a new value for the parameter.</summary>
    public bool IsOneFormula => Slots.Count == 0 && Elements.Count == 1 && Limits.Value == 0;

    /// <summary>Lines that the step on one vector of parameters takes.</summary>
    public int LinesPerVector => IsOneFormula ? 3 : 6 + (2 * Slots.Count) + Elements.Count;
}
