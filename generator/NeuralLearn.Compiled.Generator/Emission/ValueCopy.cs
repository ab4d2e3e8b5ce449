using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Rows of a value between the user's order and memory, and how many rows a kernel gets that works on each position alone.</summary>
internal static class ValueCopy
{
    /// <summary>From the user's rows into padded memory.</summary>
    public static string Pad(Value value, string from, string to, string count)
    {
        var axis = PackedAxis.Of(value.Shape);
        return axis.IsChannelsFirst
            ? $"Packing.PadChannels({from}, {Literal.Int(axis.Length)}, {Literal.Int(axis.Positions)}, {to}, {Literal.Int(axis.PositionStride)}, {count});"
            : $"Packing.PadRows({from}, {Literal.Int(axis.Length)}, {to}, {Literal.Int(axis.PositionStride)}, {Times(count, axis.Positions)});";
    }

    /// <summary>And back.</summary>
    public static string Unpad(Value value, string from, string to, string count)
    {
        var axis = PackedAxis.Of(value.Shape);
        return axis.IsChannelsFirst
            ? $"Packing.UnpadChannels({from}, {Literal.Int(axis.PositionStride)}, {to}, {Literal.Int(axis.Length)}, {Literal.Int(axis.Positions)}, {count});"
            : $"Packing.UnpadRows({from}, {Literal.Int(axis.PositionStride)}, {to}, {Literal.Int(axis.Length)}, {Times(count, axis.Positions)});";
    }

    /// <summary>Rows for a kernel: those of the batch, each of its positions one, unless the kernel knows of positions itself.</summary>
    public static string Positions(Node node, string count) => node switch
    {
        AffineNode or MapNode or SlopeNode or StandardizeNode or SoftmaxNode or LogSoftmaxNode or DropoutNode or AddNode or MultiplyNode or ConcatNode or BatchNormNode or EmbeddingNode
            => Times(count, node.Y.Shape.Positions),
        LayerNormNode layerNorm => Times(count, layerNorm.Groups),
        _ => count,
    };

    public static string Times(string count, int positions) =>
        positions == 1 ? count : count == "1" ? Literal.Int(positions) : $"{count} * {Literal.Int(positions)}";
}
