using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>What the caller passes beside the input when it trains an output.</summary>
internal enum TargetKind
{
    /// <summary>One value per output.</summary>
    Values,

    /// <summary>A class index, or one probability per class.</summary>
    Classes,

    /// <summary>A class index only.</summary>
    Labels,

    /// <summary>∂loss/∂output.</summary>
    Gradient,
}

/// <summary>What every loss has.</summary>
/// <param name="Output">The output it acts on.</param>
/// <param name="OutputIndex">That output's number.</param>
/// <param name="Prefix">In front of the names of its kernels: nothing for the only output.</param>
/// <param name="Weight">What it is multiplied by in the total.</param>
/// <param name="OwnTarget">A value of the network that is the target; null where the caller passes one.</param>
/// <param name="IgnoreLabel">The label of rows without a loss.</param>
internal sealed record LossTerms(
    Value Output, int OutputIndex, string Prefix, Reduction Reduction, double Weight, Value? OwnTarget, int IgnoreLabel);

/// <summary>A loss on one output.</summary>
internal abstract class LossNode(string kind, LossTerms terms, TargetKind target)
{
    public string Kind { get; } = kind;

    public LossTerms Terms { get; } = terms;

    public Value Output => Terms.Output;

    public TargetKind Target { get; } = target;

    /// <summary>
    /// Targets of one row, of which each counts like a row of its own: one per step of a sequence, and of a loss over classes one label per
    /// position of a signal or an image.
    /// </summary>
    public int Targets => TargetsOf(Output.Shape, Target);

    /// <summary>One factor per class; null where all count the same.</summary>
    public virtual IReadOnlyList<double>? ClassWeights => null;

    /// <summary>One factor per output, the same for every row; null where all count the same.</summary>
    public virtual IReadOnlyList<double>? OutputWeights => null;

    /// <summary>
    /// Whether a label is turned into a row of probabilities first, because smoothing and class weights together give each class a factor of
    /// its own.
    /// </summary>
    public virtual bool SpreadsLabels => false;

    public static int TargetsOf(Shape output, TargetKind target) =>
        output.Axes == Axes.Sequence || target is TargetKind.Classes or TargetKind.Labels ? output.Positions : 1;

    /// <summary>The same loss over the values of a variant of the graph.</summary>
    public abstract LossNode With(LossTerms terms);
}

/// <summary>Σ over the outputs of loss(y, t), times <see cref="Scale"/>; both formulas over the variables y and t.</summary>
internal sealed class ElementLossNode(
    string kind, LossTerms terms, Expr loss, Expr gradient, double scale, string formula, IReadOnlyList<double>? outputWeights)
    : LossNode(kind, terms, TargetKind.Values)
{
    public Expr Loss { get; } = loss;

    public Expr Gradient { get; } = gradient;

    public double Scale { get; } = scale;

    public string Formula { get; } = formula;

    public override IReadOnlyList<double>? OutputWeights { get; } = outputWeights;

    public override LossNode With(LossTerms terms) => new ElementLossNode(Kind, terms, Loss, Gradient, Scale, Formula, OutputWeights);
}

/// <summary>log Σ e^z - z of the class, with label smoothing and class weights.</summary>
internal sealed class CrossEntropyLossNode(LossTerms terms, double smoothing, IReadOnlyList<double>? classWeights)
    : LossNode("CrossEntropyLoss", terms, TargetKind.Classes)
{
    public double Smoothing { get; } = smoothing;

    public override IReadOnlyList<double>? ClassWeights { get; } = classWeights;

    public override bool SpreadsLabels => Smoothing > 0 && ClassWeights is not null;

    public override LossNode With(LossTerms terms) => new CrossEntropyLossNode(terms, Smoothing, ClassWeights);
}

/// <summary>-y of the class.</summary>
internal sealed class NegativeLogLikelihoodLossNode(LossTerms terms, IReadOnlyList<double>? classWeights)
    : LossNode("NegativeLogLikelihoodLoss", terms, TargetKind.Labels)
{
    public override IReadOnlyList<double>? ClassWeights { get; } = classWeights;

    public override LossNode With(LossTerms terms) => new NegativeLogLikelihoodLossNode(terms, ClassWeights);
}

/// <summary>Σ max(0, 1 - z of the class + z) over the other classes, divided by the number of classes.</summary>
internal sealed class MarginLossNode(LossTerms terms) : LossNode("HingeLoss", terms, TargetKind.Labels)
{
    public override LossNode With(LossTerms terms) => new MarginLossNode(terms);
}

/// <summary>The caller supplies the gradient.</summary>
internal sealed class ExternalLossNode(LossTerms terms) : LossNode("ExternalLoss", terms, TargetKind.Gradient)
{
    public override LossNode With(LossTerms terms) => new ExternalLossNode(terms);
}
