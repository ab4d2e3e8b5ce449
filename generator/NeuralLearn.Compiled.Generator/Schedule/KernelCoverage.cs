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
        if (graph.Nodes.FirstOrDefault(node => !IsCovered(node)) is { } missing)
        {
            return Sentence(missing.Layer.Name + " " + missing.Layer.Source);
        }

        return graph.Losses.FirstOrDefault(loss => loss.Targets > 1) is { } loss ? Sentence($"[{loss.Kind}] on {loss.Output.Shape.Describe()}") : null;
    }

    private static bool IsCovered(Node node) => node switch
    {
        MapNode or AddNode or MultiplyNode or ConcatNode or AffineNode or SoftmaxNode or LogSoftmaxNode or SlopeNode or DropoutNode => node.X.Shape.Axes != Axes.Indices,
        StandardizeNode => node.X.Shape.Axes == Axes.Vector,
        RecurrentNode or EmbeddingNode => true,
        _ => false,
    };

    private static string Sentence(string what) => $"The build does not write code for {what} yet.";
}
