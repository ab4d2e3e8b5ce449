namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>What random graphs are made of.</summary>
/// <param name="Layers">The layers that are drawn.</param>
/// <param name="Activations">Functions of Dense, convolutions and Apply.</param>
/// <param name="Losses">In turn.</param>
/// <param name="MostLayers">Before the last ones.</param>
internal sealed record GraphPalette(IReadOnlyList<GraphLayer> Layers, IReadOnlyList<string> Activations, IReadOnlyList<GraphLoss> Losses, int MostLayers)
{
    private static readonly string[] LinearLayers =
        ["Dense", "Conv1D", "Conv2D", "AvgPool1D", "AvgPool2D", "Embedding", "Add", "Concat", "Flatten", "Reshape", "Transpose", "Expect"];

    private static readonly string[] Choices = ["Apply", "MaxPool1D", "MaxPool2D", "GlobalMaxPool"];

    /// <summary>Everything that the library has.</summary>
    public static GraphPalette All { get; } = new(
        GraphLayers.Available, [.. Enum.GetNames<Activation>().Where(Formulas.Activations.ContainsKey)], GraphLosses.Available, 9);

    /// <summary>What whole numbers go through exactly, in whatever order they are added; a loss is linear in every parameter and input.</summary>
    public static GraphPalette Linear { get; } = Exact(LinearLayers, ["Identity"]);

    /// <summary>As the other, with what chooses among numbers.</summary>
    public static GraphPalette Choosing { get; } = Exact([.. LinearLayers, .. Choices], ["Identity", "ReLU"]);

    /// <summary>Whether numbers are whole, and results the same bits as in double precision.</summary>
    public bool IsExact { get; private init; }

    private static GraphPalette Exact(string[] layers, string[] activations) => new(
        [.. GraphLayers.Available.Where(layer => layers.Contains(layer.Attribute))], activations,
        [.. GraphLosses.Available.Where(loss => loss.HasNoValue)], 4)
    { IsExact = true };
}
