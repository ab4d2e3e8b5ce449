using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A kind of layer, and how one is drawn; null where the graph so far has nothing for it to read.</summary>
internal sealed record GraphLayer(string Attribute, Func<GraphDraft, GraphNode?> Draw);

/// <summary>The layers that random graphs are made of.</summary>
internal static class GraphLayers
{
    /// <summary>One line a layer. What the library lacks is not drawn, so a line may be here before the layer is.</summary>
    private static readonly GraphLayer[] Table =
    [
        new("Dense", draft => draft.Dense()),
        new("Apply", draft => draft.Activation() is var name ? draft.Map("Apply", $"Activation.{name}", Formulas.Activations[name]) : null),
        new("LeakyReLU", draft => draft.Map("LeakyReLU", 0.01, 0.5, Formulas.LeakyReLU)),
        new("ELU", draft => draft.Map("ELU", 0.2, 2, Formulas.ELU)),
        new("Softplus", draft => draft.Map("Softplus", 0.5, 3, Formulas.Softplus)),
        new("Softmax", draft => draft.Map("Softmax", "", Formulas.Activations["Softmax"])),
        new("LogSoftmax", draft => draft.Map("LogSoftmax", "", Formulas.Activations["LogSoftmax"])),
        new("Add", draft => draft.Merge("Add", (a, b) => a + b)),
        new("Multiply", draft => draft.Merge("Multiply", (a, b) => a * b)),
        new("Concat", draft => draft.Concat()),
        new("PReLU", draft => draft.Random.Next(2) == 0
            ? draft.Parametric("PReLU", "", _ => [1], Formulas.PReLU)
            : draft.Parametric("PReLU", "Channels = true", size => [size], Formulas.PReLU)),
        new("LayerNorm", draft => draft.LayerNorm(0.1)),
        new("BatchNorm", draft => draft.Parametric("BatchNorm", "Trainable = false, Epsilon = 0.1", channels => [channels, channels], Formulas.FrozenBatchNorm(0.1))
            is { } norm ? norm with { IsFrozen = true } : null),
        new("Conv1D", draft => draft.Convolution("Conv1D")),
        new("Conv2D", draft => draft.Convolution("Conv2D")),
        new("MaxPool1D", draft => draft.Pool("MaxPool1D")),
        new("MaxPool2D", draft => draft.Pool("MaxPool2D")),
        new("AvgPool1D", draft => draft.Pool("AvgPool1D")),
        new("AvgPool2D", draft => draft.Pool("AvgPool2D")),
        new("GlobalAvgPool", draft => draft.GlobalPool("GlobalAvgPool")),
        new("GlobalMaxPool", draft => draft.GlobalPool("GlobalMaxPool")),
        new("Embedding", draft => draft.Embedding()),
        new("Rnn", draft => draft.Recurrent("Rnn")),
        new("Gru", draft => draft.Recurrent("Gru")),
        new("Lstm", draft => draft.Recurrent("Lstm")),
        new("Flatten", draft => draft.Flatten()),
        new("Reshape", draft => draft.Reshape()),
        new("Transpose", draft => draft.Transpose()),
        new("Expect", draft => draft.Expect()),
    ];

    /// <summary>Layers and activations of the library that are not drawn, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Dropout"] = "a pass of training is another function than the one whose differences are taken",
        ["Activation.PReLU"] = "it has a parameter; the layer is drawn instead",
        ["Standardize"] = "it is measured, not learnt, and has a fixed place behind the input",
    };

    public static IReadOnlyList<GraphLayer> Available { get; } = [.. Table.Where(layer => RuntimeSurface.Current.Attribute(layer.Attribute) is not null)];
}
