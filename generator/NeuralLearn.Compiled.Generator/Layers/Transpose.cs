using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>A signal [channels, length] as a sequence [time, features], or a sequence as a signal.</summary>
internal sealed class Transpose : Layer
{
    public override string Kind => "Transpose";

    public override string AutomaticName => "transpose";

    public override string Formula => "y[t, c] = x[c, t]";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (input.IsKnown && input.Axes is not (Axes.Signal or Axes.Sequence))
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "a signal [channels, length] or a sequence [time, features]", inputName, input.Describe(),
                input.Axes == Axes.Indices ? LayerRules.EmbedFirst : "only two axes can change places; remove it, or use [Reshape(...)]");
        }

        return input.Axes switch
        {
            Axes.Signal => Shape.Sequence(input.Width, input.Channels),
            Axes.Sequence => Shape.Signal(input.Channels, input.Width),
            _ => Shape.Unknown,
        };
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.Transpose(x);
}
