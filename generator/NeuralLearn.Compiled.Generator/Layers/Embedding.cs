using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y[t] = W[x[t]]. x: indices [count], W: [count of rows, size], y: a sequence [count, size].</summary>
internal sealed class Embedding : Layer
{
    public override string Kind => "Embedding";

    public override string AutomaticName => "embedding";

    public override string Formula => "y[t] = W[x[t]]";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        var count = problems.AtLeastOne(layer, "Count");
        var size = problems.AtLeastOne(layer, "Size");
        if (input.IsKnown && input.Axes != Axes.Indices)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "indices", inputName, input.Describe(),
                "let it read an input declared as [Input(count, Kind = InputKind.Indices)]");
            return Shape.Unknown;
        }

        return input.IsKnown && count > 0 && size > 0 ? Shape.Sequence(input.Width, size) : Shape.Unknown;
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) => Shape.Product(layer.Attribute.Integer("Count"), layer.Attribute.Integer("Size"));

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        int count = layer.Attribute.Integer("Count"), size = layer.Attribute.Integer("Size");
        return graph.Embedding(x, graph.Parameter("weight", new NormalInitializer(1), new ValueForm(Shape.Sequence(count, size)), count, size));
    }
}
