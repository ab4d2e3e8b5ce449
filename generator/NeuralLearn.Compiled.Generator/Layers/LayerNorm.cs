using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>
/// y = (x - mean) / √(variance + ε) · weight + bias by the row's own statistics: over the features of a vector or of each step of a
/// sequence, over all of a signal or an image.
/// </summary>
internal sealed class LayerNorm : Layer
{
    public override string Kind => "LayerNorm";

    public override string AutomaticName => "layernorm";

    public override string Formula => "y = (x - mean) / √(variance + epsilon) weight + bias";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.InRange(layer.Index, layer.Attribute, "Epsilon", value => value > 0, "a finite number greater than 0");
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) => layer.Attribute.Boolean("Affine", true) ? 2 * Normalized(input).LongSize : 0;

    public override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => input.LongSize;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var shape = Normalized(x.Shape);
        var form = new ValueForm(shape);
        var affine = layer.Attribute.Boolean("Affine", true);
        return graph.LayerNorm(
            x,
            affine ? graph.Parameter("weight", new ConstantInitializer(1), form, [.. shape.Dimensions]) : null,
            affine ? graph.Parameter("bias", new ConstantInitializer(0), form, [.. shape.Dimensions]) : null,
            layer.Attribute.Real("Epsilon", 1e-5));
    }

    /// <summary>What shares one mean and variance: PyTorch's normalized_shape.</summary>
    private static Shape Normalized(Shape input) => input.IsChannelsFirst ? input : Shape.Vector(input.Channels);
}
