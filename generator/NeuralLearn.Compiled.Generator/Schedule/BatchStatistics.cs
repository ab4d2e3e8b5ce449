using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Where a learner keeps what batch normalisations know of the present batch, from the forward to the backward pass: one vector of channels
/// each for the mean, 1/√(variance + ε), the mean of dy and the mean of dy x̂.
/// </summary>
internal static class BatchStatistics
{
    private const int Vectors = 4;

    public static int Floats(NetworkGraph graph) => Measuring(graph).Sum(node => Vectors * Stride(node));

    public static int OffsetOf(NetworkGraph graph, BatchNormNode node) =>
        Measuring(graph).TakeWhile(other => !ReferenceEquals(other, node)).Sum(other => Vectors * Stride(other));

    /// <summary>Floats from one of the vectors to the next.</summary>
    public static int Stride(BatchNormNode node) => (PackedAxis.AtPosition(node.X).Width + 15) / 16 * 16;

    public static IEnumerable<BatchNormNode> Measuring(NetworkGraph graph) => graph.Nodes.OfType<BatchNormNode>().Where(node => node.Measures);

    /// <summary>A layer that would see one value per channel in a batch of one row; null where there is none.</summary>
    public static BatchNormNode? NeedsRows(NetworkGraph graph) => Measuring(graph).FirstOrDefault(node => node.X.Shape.Positions == 1);
}
