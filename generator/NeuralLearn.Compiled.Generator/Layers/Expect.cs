using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Says what the shape is; nothing is calculated.</summary>
internal sealed class Expect : Layer
{
    public override string Kind => "Expect";

    public override string AutomaticName => "expect";

    public override string Formula => "y = x";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        // Which of the two is meant is open, so the layers below are checked against neither.
        if (input.IsKnown && layer.Attribute.Integers(Reshape.Dimensions) is { } expected && !expected.SequenceEqual(input.Dimensions))
        {
            problems.Add(ShapeRules.ExpectDisagrees, layer.Index, "", layer.Title, "[" + string.Join(", ", expected) + "]", inputName, input.Describe(),
                string.Join(", ", input.Dimensions));
            return Shape.Unknown;
        }

        return input;
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => x;
}
