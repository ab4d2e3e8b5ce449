using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = f(x), an activation as a line of its own. The shape stays.</summary>
internal sealed class Apply : Layer
{
    public override string Kind => "Apply";

    public override string AutomaticName => "activation";

    public override string Formula => "y = f(x)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.DefinedActivation(layer);
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) =>
        ActivationCatalog.CountParameters(layer.Attribute.Enumeration<Activation>("Activation"));

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        ActivationCatalog.Apply(graph, layer.Attribute.Enumeration<Activation>("Activation"), x, "weight");
}
