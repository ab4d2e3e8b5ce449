using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = the features of a, then those of b, …; of signals and images the channels.</summary>
internal sealed class Concat : MergeLayer
{
    public override string Kind => "Concat";

    public override string AutomaticName => "concat";

    public override string Formula => "y = [a, b, …]";

    public override Shape InferShape(LayerDeclaration layer, IReadOnlyList<(Shape Shape, string Name)> inputs, ProblemList problems)
    {
        if (!AreNumbers(layer, inputs, problems) || inputs.Any(input => !input.Shape.IsKnown))
        {
            return Shape.Unknown;
        }

        var (first, firstName) = inputs[0];
        foreach (var (shape, name) in inputs)
        {
            if (!shape.WithChannels(1).Equals(first.WithChannels(1)))
            {
                problems.Add(ShapeRules.ConcatDiffers, layer.Index, Names, layer.Title, firstName, first.Describe(), name, shape.Describe());
                return Shape.Unknown;
            }
        }

        var channels = inputs.Sum(input => (long)input.Shape.Channels);
        return first.WithChannels((int)Math.Min(channels, int.MaxValue));
    }

    public override Value Build(GraphBuilder graph, IReadOnlyList<Value> inputs) => graph.Concat(inputs);
}
