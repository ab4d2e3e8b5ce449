using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How the outputs of an affine operation are worked out for a batch at one vector width.</summary>
/// <param name="Tiles">The tiles that go over all outputs.</param>
/// <param name="FewTiles">
/// Smaller ones for what those leave over; none where the weights fit the first cache, so that one sample after the other costs little more.
/// </param>
/// <param name="ActivationsPerTurn">
/// Activations of one turn of a loop over the tile, which reads the sums back from where they were stored; 0 where they are applied in
/// registers. The JIT inlines so much in a method and no more.
/// </param>
internal sealed record BatchSchedule(IReadOnlyList<RegisterTile> Tiles, IReadOnlyList<RegisterTile> FewTiles, int ActivationsPerTurn)
{
    /// <summary>Rows in which the tiles go over a batch: every tile's rows divide it.</summary>
    public const int RowsAtOnce = 8;

    /// <summary>Rows of the tiles for what is left over.</summary>
    public const int FewRows = 4;

    /// <summary>Whether rows left over have tiles of their own: where the weights are more than the first cache holds.</summary>
    public static bool HasFewTiles(int weights) => weights > Tiling.CachedWeights;

    public static BatchSchedule Of(int weights, PackedAxis outputs, int lanes, Elementwise? activation)
    {
        var tiles = TilesOf(outputs, lanes, activation, RowsAtOnce);
        var few = HasFewTiles(weights) ? TilesOf(outputs, lanes, activation, FewRows) : [];
        List<RegisterTile> all = [.. tiles, .. few];
        var locals = RowCost.Locals(activation);
        var loops = all.Sum(tile => tile.Sums) * locals > RowCost.LocalsOfActivations(lanes);
        return new BatchSchedule(tiles, few, loops ? Math.Max(1, Math.Min(4, RowCost.LocalsOfActivations(lanes) / (locals * all.Count))) : 0);
    }

    /// <summary>
    /// Rows of one turn of the loop over a tile's activations. They divide the tile: a turn that went on behind it would change what is not
    /// its own.
    /// </summary>
    public static int RowsPerTurn(RegisterTile tile, int activationsPerTurn)
    {
        var rows = Math.Min(tile.Rows, Math.Max(1, activationsPerTurn / tile.Vectors.Count));
        while (tile.Rows % rows != 0)
        {
            rows--;
        }

        return rows;
    }

    private static List<RegisterTile> TilesOf(PackedAxis outputs, int lanes, Elementwise? activation, int most)
    {
        var tiling = Tiling.For(lanes);
        var tiles = new List<RegisterTile>();

        // A long function is inlined for every sum, which costs the JIT more time than all of the rest: then eight sums, the fewest that
        // keep the multiply-adds busy, have to do.
        int Rows(int rows, int vectors) => Math.Min(most, RowCost.IsLong(activation) ? Math.Min(rows, Math.Max(1, 8 / vectors)) : rows);
        var groups = outputs.FullPanels / tiling.TilePanels;
        if (groups > 0)
        {
            tiles.Add(new RegisterTile([.. Enumerable.Range(0, tiling.TilePanels).Select(PackedAxis.Full)], groups, Rows(tiling.TileRows, tiling.TilePanels * 16 / lanes), lanes));
        }

        for (var panel = groups * tiling.TilePanels; panel < outputs.FullPanels; panel++)
        {
            tiles.Add(new RegisterTile([PackedAxis.Full(panel)], 1, Rows(Tiling.NarrowTileRows, 16 / lanes), lanes));
        }

        if (outputs.Tail is { } tail)
        {
            var narrow = Math.Min(lanes, tail.Width);
            var vectors = tail.Width / narrow;
            tiles.Add(new RegisterTile([tail], 1, Rows(Math.Max(tiling.TileRows, Tiling.NarrowTileRows / vectors), vectors), narrow));
        }

        return tiles;
    }
}
