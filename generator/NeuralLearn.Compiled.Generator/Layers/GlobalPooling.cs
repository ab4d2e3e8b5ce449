using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>One number for each channel, over all positions: [channels].</summary>
internal abstract class GlobalPooling : Layer
{
    public override string AutomaticName => "pool";

    /// <summary>What becomes of the positions.</summary>
    protected abstract PoolKind Pools { get; }

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (!input.IsKnown)
        {
            return Shape.Unknown;
        }

        if (input.Axes is Axes.Vector or Axes.Indices)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "a signal, an image or a sequence", inputName, input.Describe(),
                input.Axes == Axes.Vector ? "remove it, as there is one position only" : LayerRules.EmbedFirst);
            return Shape.Unknown;
        }

        return Shape.Vector(input.Channels);
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => graph.GlobalPool(Pools, x);
}
