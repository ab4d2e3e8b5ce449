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
        List<NetworkInput> inputs = [.. model.Inputs.Select(input => new NetworkInput(input.Name, input.Identifier, builder.Input(input.Identifier, input.Shape)))];
        var results = new List<Value>();
        Value At(int source) => Source.IsInput(source) ? inputs[Source.InputIndex(source)].Value : results[source];
        foreach (var layer in model.Layers)
        {
            builder.Enter(
                new LayerLabel(layer.Declaration.Name, layer.Identifier, AttributeText.Of(layer.Declaration.Attribute), Shapes(layer.Sources.Select(source => At(source).Shape), layer.Output), layer.Kind.Formula),
                layer.Declaration.Trainable, layer.Declaration.LearningRateScale);
            List<Value> read = [.. layer.Sources.Select(At)];
            results.Add(layer.Kind is MergeLayer merge ? merge.Build(builder, read) : layer.Kind.Build(builder, layer.Declaration, read[0]));
        }

        var outputs = new List<NetworkOutput>();
        foreach (var output in model.Outputs)
        {
            // What is an input as well is copied, so that every output is a value that some step has made.
            var value = At(output.Source);
            if (inputs.Any(input => ReferenceEquals(input.Value, value)))
            {
                builder.Enter(new LayerLabel(output.Name ?? "output", "CopyTo_" + output.Identifier, "an input as it is", Shapes([value.Shape], value.Shape), "y = x"), false, 1);
                value = builder.Map(ActivationCatalog.Copy, value);
            }

            outputs.Add(new NetworkOutput(output.Name, output.Identifier, value));
        }

        var losses = model.Losses.Select(loss => loss.Kind.Build(loss.Declaration, new LossTerms(
            outputs[loss.Output].Value,
            loss.Output,
            model.Outputs.Count == 1 ? "" : outputs[loss.Output].Identifier,
            loss.Declaration.Reduction,
            loss.Declaration.Attribute.Real("Weight", 1),
            loss.OwnTarget is { } target ? At(target) : null,
            loss.Declaration.Attribute.Integer("IgnoreLabel", -100))));
        return new NetworkGraph(inputs, outputs, builder.Nodes, builder.Tensors, [.. losses]);
    }

    private static string Shapes(IEnumerable<Shape> from, Shape to) => $"{string.Join(", ", from)} -> {to}";
}
