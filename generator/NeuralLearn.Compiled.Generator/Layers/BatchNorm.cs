using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = (x - mean) / √(variance + ε) · weight + bias per channel, by the batch in training, by running statistics otherwise.</summary>
internal sealed class BatchNorm : Layer
{
    public override string Kind => "BatchNorm";

    public override string AutomaticName => "batchnorm";

    public override string Formula => "y = (x - mean) / √(variance + epsilon) weight + bias";

    public override bool TracksBatches => true;

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.InRange(layer.Index, layer.Attribute, "Momentum", value => value is >= 0 and <= 1, "from 0 to 1");
        problems.InRange(layer.Index, layer.Attribute, "Epsilon", value => value > 0, "a finite number greater than 0");
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) => layer.Attribute.Boolean("Affine", true) ? 2L * input.Channels : 0;

    public override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => input.LongSize;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var channels = x.Shape.Channels;
        var affine = layer.Attribute.Boolean("Affine", true);
        return graph.BatchNorm(
            x,
            affine ? graph.Parameter("weight", new ConstantInitializer(1), channels) : null,
            affine ? graph.Parameter("bias", new ConstantInitializer(0), channels) : null,
            new RunningBuffers(graph.Buffer("running_mean", 0, channels), graph.Buffer("running_var", 1, channels), graph.Counter("num_batches_tracked")),
            layer.Attribute.Real("Momentum", 0.1),
            layer.Attribute.Real("Epsilon", 1e-5));
    }
}
