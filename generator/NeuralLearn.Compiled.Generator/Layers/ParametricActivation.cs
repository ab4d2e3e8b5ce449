using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>An activation with a number of its own, as a line of its own. The shape stays.</summary>
internal abstract class ParametricActivation : Layer
{
    public override string AutomaticName => "activation";

    /// <summary>The argument's slot.</summary>
    protected abstract string Slot { get; }

    protected abstract double Default { get; }

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.InRange(layer.Index, layer.Attribute, Slot, Accepts, Range);
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Map(Function(layer.Attribute.Real(Slot, Default)), x);

    protected virtual string Range => "a finite number";

    protected virtual bool Accepts(double value) => true;

    protected abstract Elementwise Function(double value);
}
