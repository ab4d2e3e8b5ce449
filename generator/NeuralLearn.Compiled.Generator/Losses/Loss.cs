using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>What the loss makes of the raw output when the user asks for a prediction.</summary>
internal enum Prediction
{
    AsIs,
    Softmax,
    Sigmoid,
    Exp,
}

/// <summary>One kind of loss, whole: what it takes, its formula and gradient.</summary>
internal abstract class Loss
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    public abstract string Formula { get; }

    public abstract TargetKind Target { get; }

    /// <summary>What the caller passes, where that depends on how many outputs there are.</summary>
    public virtual TargetKind TargetFor(int outputSize) => Target;

    public virtual Prediction Prediction => Prediction.AsIs;

    /// <summary>The output value from which on a single output means yes; null where outputs are not answers.</summary>
    public virtual double? YesFrom => null;

    /// <summary>Checks arguments and output shape.</summary>
    public virtual void Check(LossDeclaration loss, Shape output, string outputName, ProblemList problems)
    {
    }

    public abstract LossNode Build(LossDeclaration loss, LossTerms terms);
}

/// <summary>A loss line: where it stands and its arguments.</summary>
internal sealed record LossDeclaration(int Index, AttributeDeclaration Attribute)
{
    public Reduction Reduction => Attribute.Enumeration<Reduction>("Reduction");
}
