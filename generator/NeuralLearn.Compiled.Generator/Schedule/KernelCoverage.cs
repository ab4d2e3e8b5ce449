using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Which operations have kernels. The declaration of a layer, its shapes and its messages do not wait for them: a network with an operation
/// that has none gets its members, and each throws this answer.
/// </summary>
internal static class KernelCoverage
{
    /// <summary>What stands in the way, as a sentence; null where every operation has its kernels.</summary>
    public static string? Missing(NetworkGraph graph)
    {
        return graph.Nodes.FirstOrDefault(node => !IsCovered(node)) is { } missing
            ? $"The build does not write code for {missing.Layer.Name} {missing.Layer.Source} yet."
            : null;
    }

    private static bool IsCovered(Node node) => node switch
    {
        MapNode or AddNode or MultiplyNode or ConcatNode or AffineNode or SoftmaxNode or LogSoftmaxNode or SlopeNode or DropoutNode or LayerNormNode or BatchNormNode or StandardizeNode => node.X.Shape.Axes != Axes.Indices,
        ConvNode or PoolNode or ReshapeNode or TransposeNode => node.X.Shape.Axes != Axes.Indices,
        RecurrentNode or EmbeddingNode => true,
        _ => false,
    };
}
