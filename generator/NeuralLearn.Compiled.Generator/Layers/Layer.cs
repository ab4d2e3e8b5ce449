using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>
/// One kind of layer, whole: what it takes and gives, its parameters, its computation. It is written in textbook operations; the
/// derivative of each operation stands with the operation, loops and vectors belong to later stages.
/// </summary>
internal abstract class Layer
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>Layers without a name are called this and a number.</summary>
    public abstract string AutomaticName { get; }

    /// <summary>The formula, for documentation.</summary>
    public abstract string Formula { get; }

    /// <summary>Checks the arguments and says which shape comes out; <see cref="Shape.Unknown"/> where that cannot be said.</summary>
    public abstract Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems);

    /// <summary>Adds the layer's operations. Called only for declarations without an error.</summary>
    public abstract Value Build(GraphBuilder graph, LayerDeclaration layer, Value x);

    /// <summary>Whether it must read an input of the network, as its numbers are measured on the data.</summary>
    public virtual bool ReadsInputsOnly => false;

    /// <summary>Whether it works step by step on a sequence, and on a vector otherwise: what it gives is open while its input is.</summary>
    public virtual bool KeepsSteps => false;

    /// <summary>Whether its buffers are measured on the data by FitStandardize.</summary>
    public virtual bool Measures => false;

    /// <summary>Whether its buffers are measured in training, and batches counted.</summary>
    public virtual bool TracksBatches => false;

    /// <summary>How many parameters, in 64 bits, so that a layer too large can be reported before it overflows.</summary>
    public virtual long CountParameters(LayerDeclaration layer, Shape input) => 0;

    /// <summary>Multiply-adds of one row's forward pass.</summary>
    public virtual long CountMultiplyAdds(LayerDeclaration layer, Shape input) => 0;

    /// <summary>Those of them whose inputs come from inside the layer: gradients go back through them although nothing below it learns.</summary>
    public virtual long CountInnerMultiplyAdds(LayerDeclaration layer, Shape input) => 0;
}

/// <summary>A layer line: where it stands, its final name and its arguments.</summary>
/// <param name="Index">The attribute's index on the class.</param>
internal sealed record LayerDeclaration(int Index, string Name, AttributeDeclaration Attribute)
{
    public bool Trainable => Attribute.Boolean("Trainable", true);

    public double LearningRateScale => Attribute.Real("LearningRateScale", 1);

    /// <summary>For messages: "dense2 [Dense]".</summary>
    public string Title => Name + " [" + Attribute.Kind + "]";
}
