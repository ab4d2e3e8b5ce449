namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Some vectors of outputs whose sums are held at once while the inputs go by.</summary>
/// <param name="Vectors">Panel and lane of each vector; all panels have one width, so that an input's weights lie at one distance.</param>
/// <param name="Lanes">Floats per vector.</param>
/// <param name="Step">Inputs per turn of the loop; all of them where there is none.</param>
/// <param name="InFours">
/// Inputs are loaded by four and spread inside the registers, as loads are what a sample waits for: two a cycle, of weights and inputs.
/// </param>
internal sealed record RowBlock(IReadOnlyList<(Panel Panel, int Lane)> Vectors, int Lanes, int Step, bool InFours)
{
    public int Column(int vector) => Vectors[vector].Panel.Start + Vectors[vector].Lane;
}

/// <summary>How the outputs of an affine operation are worked out for one sample at one vector width.</summary>
internal sealed record RowSchedule(IReadOnlyList<RowBlock> Blocks)
{
    /// <summary>Products up to which a block is written out: beyond, a loop costs less than the room that the code takes in the cache.</summary>
    private const int UnrolledProducts = 64;

    /// <summary>Products per turn of a loop: enough that counting is hidden behind them.</summary>
    private const int ProductsPerTurn = 16;

    /// <param name="partials">Partial sums of each output; together with the vectors of a block they fill the accumulators.</param>
    /// <param name="unrolled">The inputs are in registers, which no loop can count through.</param>
    public static RowSchedule Of(int inputs, PackedAxis outputs, int partials, int lanes, bool unrolled = false)
    {
        var held = Math.Max(1, Tiling.For(lanes).RowAccumulators / partials);
        var blocks = new List<RowBlock>();
        foreach (var run in outputs.Panels.GroupBy(panel => panel.Width))
        {
            var narrow = Math.Min(lanes, run.Key);
            var vectors = run
                .SelectMany(panel => Enumerable.Range(0, panel.Width / narrow).Select(part => (Panel: panel, Lane: part * narrow)))
                .Where(vector => vector.Lane < vector.Panel.Valid)
                .ToList();

            // Blocks of one size, where the last would be a small one: its few sums would wait for each other.
            var count = (vectors.Count + held - 1) / held;
            for (var i = 0; i < count; i++)
            {
                var (start, end) = (vectors.Count * i / count, vectors.Count * (i + 1) / count);
                var step = unrolled ? inputs : StepOf(inputs, partials, end - start);
                blocks.Add(new RowBlock(vectors.GetRange(start, end - start), narrow, step, unrolled));
            }
        }

        return new RowSchedule(blocks);
    }

    private static int StepOf(int inputs, int partials, int vectors)
    {
        if (inputs * vectors <= UnrolledProducts)
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
