using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>What the registers of one vector width are used for.</summary>
/// <param name="Lanes">Floats per vector: 16, 8 or 4.</param>
/// <param name="RowAccumulators">Sums held at once for a single sample.</param>
/// <param name="TileRows">Samples of a register tile (or inputs, in the weight gradient).</param>
/// <param name="TilePanels">Panels of 16 outputs of a register tile.</param>
internal sealed record Tiling(int Lanes, int RowAccumulators, int TileRows, int TilePanels)
{
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

    /// <summary>Samples of a tile over a single vector of outputs: as many as give eight independent sums.</summary>
    public static int NarrowTileRows => 8;

    /// <summary>Samples of a tile for what larger tiles leave over.</summary>
    public static int FewTileRows => 4;

    /// <summary>
    /// Whether a few samples get a tile too. Weights that do not fit the first cache are what one sample after the other waits for.
    /// </summary>
    public static bool HasFewTile(int weightFloats) => weightFloats > 8192;

    /// <summary>
    /// Samples of a tile over so many vectors of outputs. A function of the library is inlined for every sum, which costs the JIT more time
    /// than all of the rest: then eight sums, the fewest that keep the multiply-adds busy, have to do.
    /// </summary>
    public static int RowsFor(int rows, int vectors, Elementwise? activation) =>
        RowCost.IsLong(activation) ? Math.Min(rows, Math.Max(1, 8 / vectors)) : rows;

    /// <summary>
    /// Whether the activations of a tile are applied in a loop over its samples, read back from where the sums were stored: where inlining
    /// the function for every sum would go beyond what the JIT inlines in a method.
    /// </summary>
    public static bool LoopsOverActivations(Elementwise? activation, int sums) => sums * RowCost.Locals(activation) > 420;

    /// <summary>Activations of one turn of that loop: chains of dependent operations, so that several go side by side.</summary>
    public static int ActivationsPerTurn => 4;
}
