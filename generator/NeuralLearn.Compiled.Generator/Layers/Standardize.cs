using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = (x - mean) / deviation, feature by feature or channel by channel; both are buffers.</summary>
internal sealed class Standardize : Layer
{
    public override string Kind => "Standardize";

    public override string AutomaticName => "standardize";

    public override string Formula => "y = (x - mean) / deviation";

    public override bool ReadsInputsOnly => true;

    public override bool Measures => true;

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        LayerRules.SameShape(layer, input, inputName, problems);

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Standardize(x, graph.Buffer("mean", 0, x.Shape.Channels), graph.Buffer("deviation", 1, x.Shape.Channels));
}
