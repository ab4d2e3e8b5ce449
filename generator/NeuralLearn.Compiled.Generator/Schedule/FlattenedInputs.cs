using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Which dense weights read a signal, an image or a sequence through a Flatten. Their inputs are packed in the order in which those lie in
/// memory, so that the Flatten moves no data.
/// </summary>
internal static class FlattenedInputs
{
    /// <summary>The shapes that such weights read as they are.</summary>
    /// <param name="training">
    /// The network as it is in training. What stands between there, a dropout for example, keeps the weight's order in evaluation too: it has
    /// one layout.
    /// </param>
    public static IReadOnlyDictionary<Parameter, Shape> Of(NetworkGraph training)
    {
        var shapes = new Dictionary<Parameter, Shape>();
        foreach (var affine in training.Nodes.OfType<AffineNode>())
        {
            if (training.Nodes.FirstOrDefault(node => ReferenceEquals(node.Y, affine.X)) is ReshapeNode { Y.Shape.Axes: Axes.Vector } flatten
                && flatten.X.Shape.Positions > 1)
            {
                shapes.Add(affine.Weight, flatten.X.Shape);
            }
        }

        return shapes;
    }
}
