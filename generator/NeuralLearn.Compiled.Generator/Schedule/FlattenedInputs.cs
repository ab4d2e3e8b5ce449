using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Which dense weights read a signal, an image or a sequence through a Flatten. Their inputs are packed in the order in which those lie in
/// memory, so that the Flatten moves no data.
/// </summary>
internal static class FlattenedInputs
{
    /// <summary>The shapes that such weights read as they are. What the user passes stays in the user's order: see <see cref="InputViews"/>.</summary>
    /// <param name="training">
    /// The network as it is in training. What stands between there, a dropout for example, keeps the weight's order in evaluation too: it has
    /// one layout.
    /// </param>
    public static IReadOnlyDictionary<Parameter, Shape> Of(NetworkGraph training)
    {
        var views = InputViews.Of(training);
        var shapes = new Dictionary<Parameter, Shape>();
        foreach (var affine in training.Nodes.OfType<AffineNode>())
        {
            if (training.Nodes.FirstOrDefault(node => ReferenceEquals(node.Y, affine.X)) is ReshapeNode { Y.Shape.Axes: Axes.Vector } flatten
                && flatten.X.Shape.Positions > 1 && !views.Holds(flatten.Y))
            {
                shapes.Add(affine.Weight, flatten.X.Shape);
            }
        }

        return shapes;
    }

    /// <summary>The graph in which such weights read a vector in the order of memory; a Flatten that nobody else reads is gone.</summary>
    public static NetworkGraph InMemoryOrder(NetworkGraph graph, IReadOnlyDictionary<Parameter, Shape> flattened)
    {
        if (flattened.Count == 0)
        {
            return graph;
        }

        bool ReadsMemory(Node reader) => reader is AffineNode affine && flattened.ContainsKey(affine.Weight);
        var vectors = new Dictionary<Value, FlattenedValue>();
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes)
        {
            var readers = node is ReshapeNode ? graph.Nodes.Where(reader => reader.Reads(node.Y)).ToList() : [];
            if (readers.Any(ReadsMemory))
            {
                var vector = new FlattenedValue(node.Y, node.X);
                vectors.Add(node.Y, vector);
                nodes.Add(new FlattenNode(node.Layer, vector));
                if (!readers.All(ReadsMemory) || graph.Outputs.Any(output => ReferenceEquals(output.Value, node.Y))
                    || graph.Losses.Any(loss => ReferenceEquals(loss.Terms.OwnTarget, node.Y)))
                {
                    nodes.Add(node);
                }
            }
            else
            {
                nodes.Add(ReadsMemory(node) ? node.With([vectors[node.X]], node.Y) : node);
            }
        }

        return new NetworkGraph(graph.Inputs, graph.Outputs, nodes, graph.Tensors, graph.Losses) { Folded = graph.Folded };
    }
}

/// <summary>All values of <paramref name="source"/> as a vector, position after position.</summary>
internal sealed class FlattenedValue(Value flat, Value source) : Value(flat.Id, flat.Name, flat.Shape)
{
    public Value Source { get; } = source;

    /// <summary>
    /// Whether positions lie without gaps, so that the source's memory is the vector, and a row of it ends with its last vector: what is written
    /// behind would be the next row's.
    /// </summary>
    public bool IsAlias => PackedAxis.Of(Source.Shape) is var axis && axis.PositionStride == axis.Length && axis.Stride == new PackedAxis(axis.Stride).Stride;
}

/// <summary>A Flatten in the order of memory, for dense weights that are packed in that order.</summary>
internal sealed class FlattenNode(LayerLabel layer, FlattenedValue y) : Node(layer, y.Source, y)
{
    public FlattenedValue Flattened { get; } = y;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new FlattenNode(Layer, (FlattenedValue)y);
}
