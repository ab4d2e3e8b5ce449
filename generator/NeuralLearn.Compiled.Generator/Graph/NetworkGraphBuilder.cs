using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>Turns a declaration without errors into operations.</summary>
internal static class NetworkGraphBuilder
{
    public static NetworkGraph Build(NetworkModel model)
    {
        var builder = new GraphBuilder();
        var input = builder.Input(model.Input);
        var current = input;
        var results = new List<Value>();
        foreach (var layer in model.Layers)
        {
            builder.Enter(new LayerLabel(layer.Declaration.Name, layer.Identifier, AttributeText.Of(layer.Declaration.Attribute)));
            List<Value> inputs = [.. layer.Sources.Select(source => source < 0 ? input : results[source])];
            current = layer.Kind is MergeLayer merge ? merge.Build(builder, inputs) : layer.Kind.Build(builder, layer.Declaration, inputs[0]);
            results.Add(current);
        }

        if (ReferenceEquals(current, input))
        {
            current = builder.Map(ActivationCatalog.Copy, input);
        }

        var losses = new List<LossNode>();
        if (model.Loss is { } loss)
        {
            losses.Add(loss.Kind.Build(loss.Declaration, current));
        }

        return new NetworkGraph([input], [new NetworkOutput(null, current)], builder.Nodes, builder.Parameters, losses);
    }
}
