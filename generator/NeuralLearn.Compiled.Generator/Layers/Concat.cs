using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = the features of a, then those of b, ….</summary>
internal sealed class Concat : MergeLayer
{
    public override string Kind => "Concat";

    public override string AutomaticName => "concat";

    public override string Formula => "y = [a, b, …]";

    public override Shape InferShape(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems)
    {
        foreach (var (shape, name) in inputs)
        {
            if (shape.IsKnown && shape.Axes != Axes.Vector)
            {
                problems.Add(ShapeRules.AxesDoNotFit, layer.Index, Names,
                    layer.Title, "vectors [features]", name, shape.Describe(), "put a [Dense(...)] before it");
            }
        }

        if (inputs.Any(input => input.Shape.Axes != Axes.Vector))
        {
            return Shape.Unknown;
        }

        var features = inputs.Sum(input => input.Shape.LongSize);
        return Shape.Vector((int)Math.Min(features, int.MaxValue));
    }

    public override Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs) => graph.Concat(inputs);
}
