using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x - max x - ln Σ e^(x - max x) over the features, or the channels of each position. The shape stays.</summary>
internal sealed class LogSoftmax : Layer
{
    public override string Kind => "LogSoftmax";

    public override string AutomaticName => "logsoftmax";

    public override string Formula => "y = x - max x - ln Σ e^(x - max x)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        LayerRules.SameShape(layer, input, inputName, problems);

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.LogSoftmax(x);
}
