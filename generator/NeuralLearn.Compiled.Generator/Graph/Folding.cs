using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>How a tensor that nobody sees comes from those that the user has.</summary>
/// <param name="Weight">The weight of the layer below.</param>
/// <param name="Bias">Its bias, if it has one.</param>
/// <param name="Norm">The batch normalisation that becomes part of them.</param>
internal sealed record Derivation(Parameter Weight, Parameter? Bias, BatchNormNode Norm);

/// <summary>A layer with the batch normalisation behind it in its weights.</summary>
internal sealed record FoldedLayer(Derivation From, Parameter Weight, Parameter Bias);

/// <summary>
/// Batch normalisation by running statistics is a multiplication and an addition per channel, which the layer below can do with other weights:
/// W' = γ / √(variance + ε) · W, b' = γ / √(variance + ε) · (b - mean) + β. The results differ from those of two layers by the rounding of
/// each, no more. A Standardize is not folded into the layer above it: its mean may be many deviations away from 0, and the differences
/// that it takes would be lost in the sums.
/// </summary>
internal static class Folding
{
    /// <summary>The graph without batch normalisations that stand alone behind a dense layer or a convolution.</summary>
    public static NetworkGraph Of(NetworkGraph graph)
    {
        var folded = new Dictionary<Node, (FoldedLayer Layer, BatchNormNode Norm)>();
        foreach (var norm in graph.Nodes.OfType<BatchNormNode>())
        {
            var below = graph.Nodes.FirstOrDefault(node => ReferenceEquals(node.Y, norm.X));
            if (below is not AffineNode and not ConvNode || graph.Outputs.Any(output => ReferenceEquals(output.Value, norm.X)) || graph.Nodes.Count(node => node.Reads(norm.X)) > 1)
            {
                continue;
            }

            var (weight, bias) = below is AffineNode affine ? (affine.Weight, affine.Bias) : (((ConvNode)below).Weight, ((ConvNode)below).Bias);
            folded.Add(below, (new FoldedLayer(
                new Derivation(weight, bias, norm),
                Derived(below.Layer.Name + ".folded_weight", weight.Shape),
                Derived(below.Layer.Name + ".folded_bias", new EquatableArray<int>([weight.Shape[0]]))), norm));
        }

        if (folded.Count == 0)
        {
            return graph;
        }

        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Where(node => folded.Values.All(each => !ReferenceEquals(each.Norm, node))))
        {
            nodes.Add(folded.TryGetValue(node, out var found) ? Fold(node, found.Layer, found.Norm) : node);
        }

        return new NetworkGraph(graph.Inputs, graph.Outputs, nodes, [.. graph.Tensors, .. folded.Values.SelectMany(each => new[] { each.Layer.Weight, each.Layer.Bias })], graph.Losses)
        {
            Folded = [.. folded.Values.Select(each => each.Layer)],
        };
    }

    private static Parameter Derived(string name, EquatableArray<int> shape) => new(name, shape, new ConstantInitializer(0), TensorRole.Derived, 1);

    private static Node Fold(Node node, FoldedLayer layer, BatchNormNode norm)
    {
        var label = node.Layer with { Formula = $"{node.Layer.Formula}, with {norm.Layer.Name} in W and b" };
        return node is ConvNode conv
            ? new ConvNode(label, conv.X, layer.Weight, layer.Bias, conv.Window, conv.Groups, norm.Y)
            : new AffineNode(label, node.X, layer.Weight, layer.Bias, norm.Y);
    }
}
