using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x - max x - ln Σ e^(x - max x) over the features. The shape stays.</summary>
internal sealed class LogSoftmax : Layer
{
    public override string Kind => "LogSoftmax";

    public override string AutomaticName => "logsoftmax";

    public override string Formula => "y = x - max x - ln Σ e^(x - max x)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (input.IsKnown && input.Axes != Axes.Vector)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "",
                layer.Title, "a vector [features]", inputName, input.Describe(), "put a [Dense(...)] before it");
        }

        return input;
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.LogSoftmax(x);
}
