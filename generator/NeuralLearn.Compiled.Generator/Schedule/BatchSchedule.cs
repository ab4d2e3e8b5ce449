using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A register tile of samples × outputs.</summary>
/// <param name="Panels">Panels of outputs, all of one width.</param>
/// <param name="Repeat">How often it is worked through, each time its panels further on.</param>
/// <param name="Rows">Samples.</param>
/// <param name="Lanes">Floats per vector.</param>
internal sealed record BatchTile(IReadOnlyList<Panel> Panels, int Repeat, int Rows, int Lanes)
{
    /// <summary>Panel and lane of each vector; none of padding alone.</summary>
    public IReadOnlyList<(Panel Panel, int Lane)> Vectors { get; } =
    [
        .. Panels.SelectMany(panel => Enumerable.Range(0, panel.Width / Lanes).Select(part => (Panel: panel, Lane: part * Lanes)))
            .Where(vector => vector.Lane < vector.Panel.Valid),
    ];

    public int Sums => Rows * Vectors.Count;
}

/// <summary>How the outputs of an affine operation are worked out for a batch at one vector width.</summary>
/// <param name="Tiles">The tiles that go over all outputs.</param>
/// <param name="FewTiles">
/// Smaller ones for what those leave over; none where the weights fit the first cache, so that one sample after the other costs little more.
/// </param>
/// <param name="ActivationsPerTurn">
/// Activations of one turn of a loop over the tile, which reads the sums back from where they were stored; 0 where they are applied in
/// registers. The JIT inlines so much in a method and no more.
/// </param>
internal sealed record BatchSchedule(IReadOnlyList<BatchTile> Tiles, IReadOnlyList<BatchTile> FewTiles, int ActivationsPerTurn)
{
    /// <summary>Rows in which the tiles go over a batch: every tile's rows divide it.</summary>
    public const int RowsAtOnce = 8;

    /// <summary>Rows of the tiles for what is left over.</summary>
    public const int FewRows = 4;

    public static BatchSchedule Of(int weights, PackedAxis outputs, int lanes, Elementwise? activation)
    {
        var tiles = TilesOf(outputs, lanes, activation, RowsAtOnce);
        var few = weights > Tiling.CachedWeights ? TilesOf(outputs, lanes, activation, FewRows) : [];
        List<BatchTile> all = [.. tiles, .. few];
        var locals = RowCost.Locals(activation);
        var loops = all.Sum(tile => tile.Sums) * locals > RowCost.LocalsOfActivations(lanes);
        return new BatchSchedule(tiles, few, loops ? Math.Max(1, Math.Min(4, RowCost.LocalsOfActivations(lanes) / (locals * all.Count))) : 0);
    }

    private static List<BatchTile> TilesOf(PackedAxis outputs, int lanes, Elementwise? activation, int most)
    {
        var tiling = Tiling.For(lanes);
        var tiles = new List<BatchTile>();

        // A long function is inlined for every sum, which costs the JIT more time than all of the rest: then eight sums, the fewest that
        // keep the multiply-adds busy, have to do.
        int Rows(int rows, int vectors) => Math.Min(most, RowCost.IsLong(activation) ? Math.Min(rows, Math.Max(1, 8 / vectors)) : rows);
        var groups = outputs.FullPanels / tiling.TilePanels;
        if (groups > 0)
        {
            tiles.Add(new BatchTile([.. Enumerable.Range(0, tiling.TilePanels).Select(PackedAxis.Full)], groups, Rows(tiling.TileRows, tiling.TilePanels * 16 / lanes), lanes));
        }

        for (var panel = groups * tiling.TilePanels; panel < outputs.FullPanels; panel++)
        {
            tiles.Add(new BatchTile([PackedAxis.Full(panel)], 1, Rows(Tiling.NarrowTileRows, 16 / lanes), lanes));
        }

        if (outputs.Tail is { } tail)
        {
            var narrow = Math.Min(lanes, tail.Width);
            var vectors = tail.Width / narrow;
            tiles.Add(new BatchTile([tail], 1, Rows(Math.Max(tiling.TileRows, Tiling.NarrowTileRows / vectors), vectors), narrow));
        }

        return tiles;
    }
}
