using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>One number for each window and channel.</summary>
internal abstract class Pooling : Layer
{
    public override string AutomaticName => "pool";

    /// <summary>Whether windows have a height.</summary>
    protected abstract bool IsImage { get; }

    /// <summary>What becomes of a window.</summary>
    protected abstract PoolKind Pools { get; }

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        WindowArguments.Infer(layer, WindowKind.Pooling(IsImage), input, inputName, problems) is { } window
            ? input.With(input.Channels, window.Height.Output, window.Width.Output)
            : Shape.Unknown;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Pool(Pools, x, WindowArguments.Of(layer, WindowKind.Pooling(IsImage), x.Shape), layer.Attribute.Boolean("CountIncludePad", true));
}
