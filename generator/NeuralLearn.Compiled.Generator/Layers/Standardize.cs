using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = (x - mean) / deviation, feature by feature; both are buffers.</summary>
internal sealed class Standardize : Layer
{
    public override string Kind => "Standardize";

    public override string AutomaticName => "standardize";

    public override string Formula => "y = (x - mean) / deviation";

    public override bool ReadsInputsOnly => true;

    public override bool Measures => true;

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (input.IsKnown && input.Axes != Axes.Vector)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "",
                layer.Title, "a vector [features]", inputName, input.Describe(), $"declare the input as [Input({input.LongSize})]");
        }

        return input;
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Standardize(x, graph.Buffer("mean", 0, x.Size), graph.Buffer("deviation", 1, x.Size));
}
