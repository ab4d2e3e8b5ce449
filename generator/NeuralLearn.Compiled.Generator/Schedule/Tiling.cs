namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>What the registers of one vector width are used for.</summary>
/// <param name="Lanes">Floats per vector: 16, 8 or 4.</param>
/// <param name="RowAccumulators">Sums held at once for a single sample.</param>
/// <param name="TileRows">Samples of a register tile (or inputs, in the weight gradient).</param>
/// <param name="TilePanels">Panels of 16 outputs of a register tile.</param>
internal sealed record Tiling(int Lanes, int RowAccumulators, int TileRows, int TilePanels)
{
    /// <summary>The widths there is code for, in floats, widest first; 1 is plain floats.</summary>
    public static IReadOnlyList<int> Levels { get; } = [16, 8, 4, 1];

    /// <summary>
    /// 512 bits come with 32 registers: 8 × 2 vectors leave room for both weights and a broadcast. 256 and 128 bits are planned for 16.
    /// </summary>
    public static Tiling For(int lanes) => lanes switch
    {
        16 => new Tiling(16, 16, 8, 2),
        8 => new Tiling(8, 12, 4, 1),
        _ => new Tiling(4, 12, 2, 1),
    };

    /// <summary>Panels of a tile where there are fewer rows than it has: as many sums all the same.</summary>
    public int PanelsFor(int rows) => Math.Max(1, TilePanels * TileRows / Math.Min(TileRows, NextPower(rows)));

    private static int NextPower(int rows) => rows <= 1 ? 1 : 2 * NextPower((rows + 1) / 2);

    /// <summary>
    /// Whether the few inputs of one partial sum are written out: a loop over them would end before the processor has learnt to foresee it.
    /// Narrower vectors make a tile of fewer sums, whose loop matters less than the code's length.
    /// </summary>
    public bool UnrollsPass(int inputs, int tileVectors) => Lanes == 16 && inputs * tileVectors <= 32;

    /// <summary>Full panels up to which code for them is written out one behind the other; beyond, a loop goes through them.</summary>
    public const int UnrolledPanels = 4;

    /// <summary>Weights that fit the first cache, in floats.</summary>
    public const int CachedWeights = 8192;

    /// <summary>Samples of a tile over a single vector of outputs: as many as give eight independent sums.</summary>
    public static int NarrowTileRows => 8;
}
