using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A kind of layer, and how one is drawn; null where the graph so far has nothing for it to read.</summary>
internal sealed record GraphLayer(string Attribute, Func<GraphDraft, GraphNode?> Draw);

/// <summary>The layers that random graphs are made of.</summary>
internal static class GraphLayers
{
    private const string TakesNoVector = "random graphs are made of vectors, which it does not take";

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
        new("LayerNorm", draft => draft.Parametric("LayerNorm", "Epsilon = 0.1", size => [size, size], Formulas.LayerNorm(0.1))),
    ];

    /// <summary>Layers and activations of the library that are not drawn, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Dropout"] = "a pass of training is another function than the one whose differences are taken",
        ["Activation.PReLU"] = "it has a parameter; the layer is drawn instead",
        ["Standardize"] = "it is measured, not learnt, and has a fixed place behind the input",
        ["BatchNorm"] = "its rows are not independent of each other",
        ["Expect"] = "it calculates nothing",
        ["Reshape"] = "of vectors it calculates nothing",
        ["Flatten"] = "of vectors it calculates nothing",
        ["Transpose"] = TakesNoVector,
        ["Conv1D"] = TakesNoVector,
        ["Conv2D"] = TakesNoVector,
        ["MaxPool1D"] = TakesNoVector,
        ["MaxPool2D"] = TakesNoVector,
        ["AvgPool1D"] = TakesNoVector,
        ["AvgPool2D"] = TakesNoVector,
        ["GlobalAvgPool"] = TakesNoVector,
        ["GlobalMaxPool"] = TakesNoVector,
        ["Embedding"] = TakesNoVector,
        ["Rnn"] = TakesNoVector,
        ["Gru"] = TakesNoVector,
        ["Lstm"] = TakesNoVector,
    };

    public static IReadOnlyList<GraphLayer> Available { get; } = [.. Table.Where(layer => RuntimeSurface.Current.Attribute(layer.Attribute) is not null)];
}
