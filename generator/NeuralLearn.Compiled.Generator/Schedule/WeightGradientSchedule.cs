namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Vectors of the bias's gradient that are summed over the rows at once.</summary>
/// <param name="Vectors">Width and first output of each.</param>
/// <param name="Repeat">How often the block is worked through, each time its outputs further on.</param>
internal sealed record BiasBlock(IReadOnlyList<(int Lanes, int Column)> Vectors, int Repeat);

/// <summary>How the gradient of an affine operation's parameters is summed over the rows at one vector width.</summary>
/// <param name="Tiles">Tiles of the weight's gradient that go over all of its lanes.</param>
/// <param name="BiasBlocks">Blocks that go over all outputs.</param>
internal sealed record WeightGradientSchedule(IReadOnlyList<RegisterTile> Tiles, IReadOnlyList<BiasBlock> BiasBlocks)
{
    /// <summary>Vectors of the bias at a time: as many chains of additions keep the adders busy.</summary>
    public const int BiasVectors = 8;

    /// <summary>Full blocks of the bias up to which they stand one behind the other.</summary>
    private const int UnrolledBiasBlocks = 2;

    /// <param name="rows">Rows of the weight's panels.</param>
    /// <param name="axis">What lies along the weight's lanes.</param>
    public static WeightGradientSchedule Of(int rows, PackedAxis axis, PackedAxis outputs, int lanes) =>
        new(TilesOf(rows, axis, lanes), BiasBlocksOf(outputs, lanes));

    private static List<RegisterTile> TilesOf(int rows, PackedAxis axis, int lanes)
    {
        var tiling = Tiling.For(lanes);
        var panels = tiling.PanelsFor(rows);
        var groups = axis.FullPanels / panels;
        var tiles = new List<RegisterTile>();
        if (groups > 0)
        {
            tiles.Add(new RegisterTile([.. Enumerable.Range(0, panels).Select(PackedAxis.Full)], groups, Math.Min(tiling.TileRows, rows), lanes));
        }

        for (var panel = groups * panels; panel < axis.FullPanels; panel++)
        {
            tiles.Add(new RegisterTile([PackedAxis.Full(panel)], 1, Math.Min(Tiling.NarrowTileRows, rows), lanes));
        }

        if (axis.Tail is { } tail)
        {
            var narrow = Math.Min(lanes, tail.Width);
            tiles.Add(new RegisterTile([tail], 1, Math.Min(Math.Max(tiling.TileRows, Tiling.NarrowTileRows * narrow / tail.Width), rows), narrow));
        }

        return tiles;
    }

    private static List<BiasBlock> BiasBlocksOf(PackedAxis outputs, int lanes)
    {
        var vectors = outputs.Panels
            .SelectMany(panel => Enumerable.Range(0, panel.Width / Math.Min(lanes, panel.Width)).Select(part => part * Math.Min(lanes, panel.Width))
                .Where(lane => lane < panel.Valid)
                .Select(lane => (Lanes: Math.Min(lanes, panel.Width), Column: panel.Start + lane)))
            .ToList();
        var blocks = Enumerable.Range(0, (vectors.Count + BiasVectors - 1) / BiasVectors)
            .Select(block => new BiasBlock([.. vectors.Skip(block * BiasVectors).Take(BiasVectors)], 1))
            .ToList();

        // A narrow vector at the end is no part of what repeats: beside it lies what is not the bias's.
        var repeat = blocks.TakeWhile(block => block.Vectors.Count == BiasVectors && block.Vectors.All(vector => vector.Lanes == lanes)).Count();
        if (repeat > UnrolledBiasBlocks)
        {
            blocks[0] = blocks[0] with { Repeat = repeat };
            blocks.RemoveRange(1, repeat - 1);
        }

        return blocks;
    }
}
