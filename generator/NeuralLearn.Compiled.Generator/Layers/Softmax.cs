using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = e^(x - max x) / Σ e^(x - max x) over the features, or the channels of each position. The shape stays.</summary>
internal sealed class Softmax : Layer
{
    public override string Kind => "Softmax";

    public override string AutomaticName => "softmax";

    public override string Formula => "y = e^(x - max x) / Σ e^(x - max x)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        LayerRules.SameShape(layer, input, inputName, problems);

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.Softmax(x);
}
