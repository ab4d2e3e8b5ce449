using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = a · b · …, element by element; all of one shape.</summary>
internal sealed class Multiply : MergeLayer
{
    public override string Kind => "Multiply";

    public override string AutomaticName => "multiply";

    public override string Formula => "y = a · b · …";

    public override Shape InferShape(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems) =>
        SameShape(layer, inputs, problems);

    public override Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs) => graph.Multiply(inputs);
}
