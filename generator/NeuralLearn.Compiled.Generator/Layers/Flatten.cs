using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>All values in one vector, in row-major order.</summary>
internal sealed class Flatten : Layer
{
    public override string Kind => "Flatten";

    public override string AutomaticName => "flatten";

    public override string Formula => "y = x as one vector";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        input.IsKnown && LayerRules.AreNumbers(layer, input, inputName, problems) ? Shape.Vector(input.Size) : Shape.Unknown;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.Reshape(x, Shape.Vector(x.Size));
}
