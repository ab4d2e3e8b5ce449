using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Some vectors of outputs whose sums are held at once while the inputs go by.</summary>
/// <param name="Vectors">Panel and lane of each vector; all panels have one width, so that an input's weights lie at one distance.</param>
/// <param name="Lanes">Floats per vector.</param>
/// <param name="Step">Inputs per turn of the loop; all of them where there is none.</param>
/// <param name="Repeat">How often the block is worked through, each time its panels further on.</param>
internal sealed record RowBlock(IReadOnlyList<(Panel Panel, int Lane)> Vectors, int Lanes, int Step, int Repeat = 1)
{
    /// <summary>Panels of a repeated block.</summary>
    public int Panels => Vectors[Vectors.Count - 1].Panel.Index - Vectors[0].Panel.Index + 1;

    public int Column(int vector) => Vectors[vector].Panel.Start + Vectors[vector].Lane;
}

/// <summary>How the outputs of an affine operation are worked out for one sample at one vector width.</summary>
internal sealed record RowSchedule(IReadOnlyList<RowBlock> Blocks)
{
    /// <summary>
    /// Whether activations are applied in a loop over the outputs, read back from where the sums were stored: where inlining the function for
    /// every vector would go beyond what the JIT inlines in a method.
    /// </summary>
    public bool LoopsOverActivations(Elementwise? activation) =>
        Blocks.Sum(block => block.Vectors.Count) * RowCost.Locals(activation) > RowCost.LocalsOfActivations(Blocks.Max(block => block.Lanes));

    /// <summary>Products up to which a block is written out: beyond, a loop costs less than the room that the code takes in the cache.</summary>
    private const int UnrolledProducts = 64;

    /// <summary>Blocks of outputs up to which they stand one behind the other.</summary>
    private const int UnrolledBlocks = 4;

    /// <summary>Products per turn of a loop: enough that counting is hidden behind them.</summary>
    private const int ProductsPerTurn = 16;

    /// <summary>
    /// Products that the JIT optimises in one method. At 128 bits a multiply-add is a function of the library, and of those it inlines some hundreds.
    /// </summary>
    public static int MostProducts(int lanes) => lanes > 4 ? 2000 : 200;

    /// <summary>Full panels of inputs up to which sums along them are written out for one sample.</summary>
    public static int UnrolledPanels(PackedTensor weight, int lanes, Unroll unroll) => unroll switch
    {
        Unroll.Never => 1,
        Unroll.Full when (long)weight.Rows * RowPlacement.VectorsOf(weight.Axis, lanes) <= MostProducts(lanes) => int.MaxValue,
        _ => Tiling.UnrolledPanels,
    };

    /// <param name="partials">Partial sums of each output; together with the vectors of a block they fill the accumulators.</param>
    /// <param name="unroll">What the declaration says of loops.</param>
    /// <param name="inRegisters">The inputs are in registers, which no loop can count through.</param>
    public static RowSchedule Of(int inputs, PackedAxis outputs, int partials, int lanes, Unroll unroll, bool inRegisters = false)
    {
        var unrolled = inRegisters || (unroll == Unroll.Full && (long)inputs * RowPlacement.VectorsOf(outputs, lanes) <= MostProducts(lanes));
        var unrolledBlocks = unroll == Unroll.Never ? 1 : UnrolledBlocks;
        var held = Math.Max(1, Tiling.For(lanes).RowAccumulators / partials);
        var blocks = new List<RowBlock>();
        var repeated = 0;
        var panels = Math.Max(1, held * lanes / 16);
        if (!unrolled && outputs.FullPanels / panels > unrolledBlocks)
        {
            var repeat = outputs.FullPanels / panels;
            repeated = repeat * panels;
            var vectors = VectorsOf(Enumerable.Range(0, panels).Select(PackedAxis.Full), lanes);
            blocks.Add(new RowBlock(vectors, lanes, StepOf(inputs, partials, vectors.Count, unroll), repeat));
        }

        foreach (var run in outputs.Panels.Skip(repeated).GroupBy(panel => panel.Width))
        {
            var narrow = Math.Min(lanes, run.Key);
            var vectors = VectorsOf(run, narrow);

            // Blocks of one size, where the last would be a small one: its few sums would wait for each other.
            var count = (vectors.Count + held - 1) / held;
            for (var i = 0; i < count; i++)
            {
                var (start, end) = (vectors.Count * i / count, vectors.Count * (i + 1) / count);
                var step = unrolled ? inputs : StepOf(inputs, partials, end - start, unroll);
                blocks.Add(new RowBlock(vectors.GetRange(start, end - start), narrow, step));
            }
        }

        return new RowSchedule(blocks);
    }

    private static List<(Panel Panel, int Lane)> VectorsOf(IEnumerable<Panel> panels, int lanes) =>
    [
        .. panels
            .SelectMany(panel => Enumerable.Range(0, panel.Width / lanes).Select(part => (Panel: panel, Lane: part * lanes)))
            .Where(vector => vector.Lane < vector.Panel.Valid),
    ];

    private static int StepOf(int inputs, int partials, int vectors, Unroll unroll)
    {
        if (unroll != Unroll.Never && inputs * vectors <= UnrolledProducts)
        {
            return inputs;
        }

        var step = Math.Max(4, partials);
        while (step * vectors < ProductsPerTurn)
        {
            step *= 2;
        }

        return Math.Min(step, inputs);
    }
}
