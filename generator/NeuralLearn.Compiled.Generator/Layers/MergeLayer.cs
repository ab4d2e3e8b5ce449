using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>A layer that reads several results, each by its name.</summary>
internal abstract class MergeLayer : Layer
{
    /// <summary>The slot that lists the names.</summary>
    public const string Names = "Names";

    /// <summary>The shape that comes out, from those that go in and what they are called.</summary>
    public abstract Shape InferShape(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems);

    public abstract Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs);

    public sealed override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        InferShape(layer, [(input, inputName)], problems);

    public sealed override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => Build(graph, [x]);

    /// <summary>The shape that all inputs share.</summary>
    protected static Shape SameShape(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems)
    {
        var (first, firstName) = inputs.FirstOrDefault(input => input.Shape.IsKnown);
        if (!AreNumbers(layer, inputs, problems) || first is null)
        {
            return Shape.Unknown;
        }

        foreach (var (shape, name) in inputs)
        {
            if (shape.IsKnown && !shape.Equals(first))
            {
                problems.Add(ShapeRules.ShapesDiffer, layer.Index, Names, layer.Title, firstName, first.Describe(), name, shape.Describe());
                return Shape.Unknown;
            }
        }

        return first;
    }

    /// <summary>Whether none of the inputs are indices; the first that is gets reported.</summary>
    protected static bool AreNumbers(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems) =>
        inputs.All(input => LayerRules.AreNumbers(layer, input.Shape, input.Name, problems));
}
