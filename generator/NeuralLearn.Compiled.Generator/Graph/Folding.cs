using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>How tensors that nobody sees come from those that the user has.</summary>
/// <param name="Weight">The weight of the layer.</param>
/// <param name="Bias">Its bias, if it has one.</param>
/// <param name="Groups">Parts of its inputs that parts of its outputs read; 1 for a dense layer.</param>
/// <param name="Below">The Standardize whose divisions become part of the weight, if one does.</param>
/// <param name="Above">The batch normalisation that becomes part of both, if one does.</param>
internal sealed record Derivation(Parameter Weight, Parameter? Bias, int Groups, StandardizeNode? Below, BatchNormNode? Above);

/// <summary>A layer with its neighbours in its weights.</summary>
/// <param name="From">Where its tensors come from.</param>
/// <param name="Weight">What it reads for its weight.</param>
/// <param name="Bias">What it reads for its bias; null where that is its own.</param>
internal sealed record FoldedLayer(Derivation From, Parameter Weight, Parameter? Bias);

/// <summary>
/// Batch normalisation by running statistics is a multiplication and an addition per channel, which the layer below can do with other weights:
/// W' = γ / √(variance + ε) · W, b' = γ / √(variance + ε) · (b - mean) + β. Of a Standardize the layer above takes over the division,
/// W' = W / deviation; the subtraction stays where it is, as a mean may be many deviations away from 0, and the differences that it takes would be
/// lost in the sums. The results differ from those of separate layers by the rounding of each, no more.
/// </summary>
internal static class Folding
{
    /// <summary>The graph in which dense layers and convolutions have done what neighbours that stand alone beside them would do.</summary>
    public static NetworkGraph Of(NetworkGraph graph)
    {
        var folded = graph.Nodes.Select(node => (Node: node, Layer: FoldedOf(graph, node))).Where(each => each.Layer is not null)
            .ToDictionary(each => each.Node, each => each.Layer!);
        if (folded.Count == 0)
        {
            return graph;
        }

        var nodes = new List<Node>();
        foreach (var node in graph.Nodes)
        {
            if (folded.TryGetValue(node, out var layer))
            {
                nodes.Add(Fold(node, layer));
            }
            else if (folded.Values.FirstOrDefault(each => ReferenceEquals(each.From.Below, node)) is { } above)
            {
                nodes.Add(((StandardizeNode)node).DividedIn(OwnerOf(above)));
            }
            else if (folded.Values.All(each => !ReferenceEquals(each.From.Above, node)))
            {
                nodes.Add(node);
            }
        }

        var derived = folded.Values.SelectMany(each => each.Bias is { } bias ? new[] { each.Weight, bias } : [each.Weight]);
        return new NetworkGraph(graph.Inputs, graph.Outputs, nodes, [.. graph.Tensors, .. derived], graph.Losses) { Folded = [.. folded.Values] };
    }

    /// <summary>The name of a folded layer.</summary>
    public static string OwnerOf(FoldedLayer layer) => layer.Weight.Name.Substring(0, layer.Weight.Name.LastIndexOf('.'));

    private static FoldedLayer? FoldedOf(NetworkGraph graph, Node node)
    {
        if (node is not AffineNode and not ConvNode)
        {
            return null;
        }

        var below = graph.Nodes.OfType<StandardizeNode>().FirstOrDefault(each => ReferenceEquals(each.Y, node.X) && IsBetween(graph, each.Y));
        var above = graph.Nodes.OfType<BatchNormNode>().FirstOrDefault(each => ReferenceEquals(each.X, node.Y) && IsBetween(graph, each.X));
        if (below is null && above is null)
        {
            return null;
        }

        var (weight, bias, groups) = node is AffineNode affine ? (affine.Weight, affine.Bias, 1) : (((ConvNode)node).Weight, ((ConvNode)node).Bias, ((ConvNode)node).Groups);
        return new FoldedLayer(
            new Derivation(weight, bias, groups, below, above),
            Derived(node.Layer.Name + ".folded_weight", weight.Shape),
            above is null ? null : Derived(node.Layer.Name + ".folded_bias", new EquatableArray<int>([weight.Shape[0]])));
    }

    /// <summary>Whether a value goes from one layer to another and nowhere else.</summary>
    private static bool IsBetween(NetworkGraph graph, Value value) =>
        graph.Outputs.All(output => !ReferenceEquals(output.Value, value)) && graph.Nodes.Count(node => node.Reads(value)) == 1;

    private static Parameter Derived(string name, EquatableArray<int> shape) => new(name, shape, new ConstantInitializer(0), TensorRole.Derived, 1);

    private static Node Fold(Node node, FoldedLayer layer)
    {
        var (below, above) = (layer.From.Below, layer.From.Above);
        var label = node.Layer with
        {
            Formula = node.Layer.Formula + (below is null ? "" : $", with the deviation of {below.Layer.Name} in W") + (above is null ? "" : $", with {above.Layer.Name} in W and b"),
        };
        var (bias, y) = (layer.Bias ?? layer.From.Bias, above?.Y ?? node.Y);
        return node is ConvNode conv
            ? new ConvNode(label, conv.X, layer.Weight, bias, conv.Window, conv.Groups, y)
            : new AffineNode(label, node.X, layer.Weight, bias, y);
    }
}
