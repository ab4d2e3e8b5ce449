namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A register tile of rows × packed lanes.</summary>
/// <param name="Panels">Panels of what lies along the lanes, all of one width.</param>
/// <param name="Repeat">How often it is worked through, each time its panels further on.</param>
/// <param name="Rows">Samples of a batch, or rows of a gradient.</param>
/// <param name="Lanes">Floats per vector.</param>
internal sealed record RegisterTile(IReadOnlyList<Panel> Panels, int Repeat, int Rows, int Lanes)
{
    /// <summary>Panel and lane of each vector; none of padding alone.</summary>
    public IReadOnlyList<(Panel Panel, int Lane)> Vectors { get; } =
    [
        .. Panels.SelectMany(panel => Enumerable.Range(0, panel.Width / Lanes).Select(part => (Panel: panel, Lane: part * Lanes)))
            .Where(vector => vector.Lane < vector.Panel.Valid),
    ];

    public int Sums => Rows * Vectors.Count;
}
