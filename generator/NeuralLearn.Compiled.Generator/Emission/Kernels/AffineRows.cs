using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// y = f(W x + b) for a batch: a register tile of samples × outputs, so that every weight loaded is used for several samples. It adds
/// in the order of <see cref="AffineRow"/>: one pass over the inputs per partial sum.
/// </summary>
internal sealed class AffineRows(AffineSite site, string name, Elementwise? activation) : Kernel
{
    public override string Name => name + "Rows";

    public override IReadOnlyList<string> Comment =>
    [
        $"{AffineRow.Formula(site, activation)}, {site.Shape}, for every row.",
    ];

    public override string Reason => Why.OfRows(site.Weight.Length);

    public override string Parameters => Join("ref float x", "ref float weights", site.BiasParameter("bias"), "ref float y", "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var schedule = BatchSchedule.Of(site.Weight.Length, site.Outputs, dialect.Lanes, activation);
        PrintTiled(writer, BatchSchedule.RowsAtOnce);
        PrintTiles(writer, dialect, schedule.Tiles, schedule.ActivationsPerTurn, "0", "tiled");
        if (schedule.FewTiles.Count == 0)
        {
            PrintRows(writer, site, name, "tiled");
            return;
        }

        var few = Literal.Int(BatchSchedule.FewRows);
        writer.Comment("What is left over, in smaller tiles: the weights are more than the first cache holds.");
        writer.Line($"int left = rows < {few} || rows - tiled < 2 ? tiled : rows;");
        PrintTiles(writer, dialect, schedule.FewTiles, schedule.ActivationsPerTurn, "tiled", "left");
        PrintRows(writer, site, name, "left");
    }

    private void PrintTiles(CodeWriter writer, Dialect dialect, IReadOnlyList<RegisterTile> tiles, int activationsPerTurn, string start, string end)
    {
        foreach (var tile in tiles)
        {
            PrintColumns(writer, dialect with { Lanes = tile.Lanes }, tile, activationsPerTurn, start, end);
        }
    }

    protected override void PrintScalar(CodeWriter writer) => PrintRows(writer, site, name, "0");

    /// <summary>
    /// Declares how many rows tiles of so many work through. A few left over are for what follows; more get a tile that ends at the last row
    /// and repeats some of the one before, which costs less.
    /// </summary>
    public static void PrintTiled(CodeWriter writer, int tileRows) => writer.Line(
        $"int tiled = rows < {Literal.Int(tileRows)} ? 0 : rows % {Literal.Int(tileRows)} > {Literal.Int(tileRows / 2)} ? rows : rows - (rows % {Literal.Int(tileRows)});");

    /// <summary>The rows from one on, each by the kernel for a single sample.</summary>
    public static void PrintRows(CodeWriter writer, AffineSite site, string name, string start)
    {
        using (writer.Block($"for (int row = {start}; row < rows; row++)"))
        {
            var bias = site.Bias is null ? "" : "ref bias, ";
            writer.Line($"{name}Row(ref Unsafe.Add(ref x, (nint)row * {Literal.Int(site.InputStride)}), ref weights, {bias}"
                + $"ref Unsafe.Add(ref y, (nint)row * {Literal.Int(site.OutputStride)}));");
        }
    }

    private void PrintColumns(CodeWriter writer, Dialect dialect, RegisterTile tile, int activationsPerTurn, string start, string end)
    {
        var (panels, repeat) = (tile.Panels, tile.Repeat);
        var first = panels[0];
        var until = Math.Min(first.Start + (panels.Count * repeat * first.Width), site.Outputs.Length) - 1;
        writer.Comment($"{Phrase.Range("Output", first.Start, until)}: {Phrase.Count(tile.Rows, "row")} × {Phrase.Count(tile.Vectors.Count, "vector")} of {Literal.Int(tile.Lanes)}.");
        using (writer.Block())
        {
            writer.Line($"ref float panel = {Dialect.RefAt("weights", site.Weight.PanelOffset(first))};");
            writer.Line($"ref float column = {Dialect.RefAt("y", first.Start)};");
            if (site.Bias is not null)
            {
                writer.Line($"ref float offset = {Dialect.RefAt("bias", first.Start)};");
            }

            if (repeat == 1)
            {
                PrintRowLoop(writer, dialect, tile, activationsPerTurn, start, end);
                return;
            }

            using (writer.Block($"for (int tile = 0; tile < {Literal.Int(repeat)}; tile++)"))
            {
                PrintRowLoop(writer, dialect, tile, activationsPerTurn, start, end);
                writer.Blank();
                writer.Line(Advance("panel", (long)panels.Count * site.PanelSize));
                writer.Line(Advance("column", panels.Count * 16));
                if (site.Bias is not null)
                {
                    writer.Line(Advance("offset", panels.Count * 16));
                }
            }
        }

        writer.Blank();
    }

    private void PrintRowLoop(CodeWriter writer, Dialect dialect, RegisterTile tile, int activationsPerTurn, string start, string end)
    {
        var (tileRows, vectors) = (tile.Rows, tile.Vectors);
        int Relative(int v) => ((vectors[v].Panel.Index - vectors[0].Panel.Index) * site.PanelSize) + vectors[v].Lane;
        int Column(int v) => ((vectors[v].Panel.Index - vectors[0].Panel.Index) * 16) + vectors[v].Lane;
        string Name(string prefix, int row, int v) => $"{prefix}{Literal.Int(row)}_{Literal.Int(v)}";
        var width = vectors[0].Panel.Width;
        var partials = site.PartialSums;
        using (writer.Block($"for (int row = {start}; row < {end}; row += {Literal.Int(tileRows)})"))
        {
            writer.Line($"nint first = Math.Min(row, rows - {Literal.Int(tileRows)});");
            writer.Line($"ref float xr = ref Unsafe.Add(ref x, first * {Literal.Int(site.InputStride)});");
            writer.Line($"ref float yr = ref Unsafe.Add(ref column, first * {Literal.Int(site.OutputStride)});");
            for (var p = 0; p < partials; p++)
            {
                if (partials > 1)
                {
                    writer.Comment($"Partial sum {Literal.Int(p)}: inputs {Literal.Int(p)}, {Literal.Int(p + partials)}, …");
                }

                for (var v = 0; v < vectors.Count; v++)
                {
                    var initial = p == 0 && site.Bias is not null ? dialect.Load("offset", Column(v)) : dialect.Zero;
                    for (var r = 0; r < tileRows; r++)
                    {
                        writer.Line($"{(p == 0 ? "var " : "")}{Name("sum", r, v)} = {(r == 0 || initial == dialect.Zero ? initial : Name("sum", 0, v))};");
                    }
                }

                PrintPass(p);
                PrintCombine(p);
            }

            var loops = activationsPerTurn > 0;
            for (var r = 0; r < tileRows; r++)
            {
                for (var v = 0; v < vectors.Count; v++)
                {
                    AffineRow.PrintStore(writer, dialect, loops ? null : activation, Name("sum", r, v), (r * vectors.Count) + v, "yr", (r * site.OutputStride) + Column(v));
                }
            }

            if (loops)
            {
                PrintActivations();
            }
        }

        void PrintActivations()
        {
            var together = BatchSchedule.RowsPerTurn(tile, activationsPerTurn);
            writer.Line("ref float zr = ref yr;");
            using (writer.Block($"for (int r = 0; r < {Literal.Int(tileRows)}; r += {Literal.Int(together)})"))
            {
                for (var i = 0; i < together * vectors.Count; i++)
                {
                    var offset = (i / vectors.Count * site.OutputStride) + Column(i % vectors.Count);
                    AffineRow.PrintStore(writer, dialect, activation, dialect.Load("zr", offset), i, "zr", offset);
                }

                writer.Line(Advance("zr", together * site.OutputStride));
            }
        }

        void PrintPass(int partial)
        {
            var count = (site.Inputs - partial + partials - 1) / partials;
            var suffix = partials == 1 ? "" : Literal.Int(partial);
            if (Tiling.For(dialect.Level).UnrollsPass(count, tileRows * vectors.Count))
            {
                using (writer.Part(partials == 1 ? "All inputs." : $"Every input of partial sum {suffix}."))
                {
                    for (var k = 0; k < count; k++)
                    {
                        PrintProducts("xr", "panel", partial + (k * partials), k);
                    }
                }

                writer.Blank();
                return;
            }

            writer.Line($"ref float xk{suffix} = {Dialect.RefAt("xr", partial)};");
            writer.Line($"ref float wk{suffix} = {Dialect.RefAt("panel", partial * width)};");
            using (writer.Block($"for (int k = 0; k < {Literal.Int(count)}; k++)"))
            {
                PrintProducts("xk" + suffix, "wk" + suffix, 0, 0);
                writer.Line(Advance("xk" + suffix, partials));
                writer.Line(Advance("wk" + suffix, (long)partials * width));
            }

            writer.Blank();
        }

        void PrintProducts(string from, string weights, int input, int turn)
        {
            string Local(string name, int index) => name + Literal.Int(index) + (turn == 0 ? "" : "_" + Literal.Int(turn));
            for (var v = 0; v < vectors.Count; v++)
            {
                writer.Line($"var {Local("w", v)} = {dialect.Load(weights, Relative(v) + (input * width))};");
            }

            for (var r = 0; r < tileRows; r++)
            {
                writer.Line($"var {Local("x", r)} = {dialect.Broadcast(Dialect.At(from, (r * site.InputStride) + input))};");
                for (var v = 0; v < vectors.Count; v++)
                {
                    var sum = Name("sum", r, v);
                    writer.Line($"{sum} = {dialect.MultiplyAdd(Local("x", r), Local("w", v), sum)};");
                }
            }
        }

        // Pairwise summation with one pass at a time: like a binary counter, a finished partial carries into the sum held before it.
        void PrintCombine(int partial)
        {
            if (partials == 1)
            {
                return;
            }

            for (var r = 0; r < tileRows; r++)
            {
                for (var v = 0; v < vectors.Count; v++)
                {
                    var sum = Name("sum", r, v);
                    var level = 0;
                    for (var m = partial; (m & 1) != 0; m >>= 1)
                    {
                        writer.Line($"{sum} = {Name("held" + Literal.Int(level), r, v)} + {sum};");
                        level++;
                    }

                    if (partial != partials - 1)
                    {
                        var fresh = partial == (1 << level) - 1 ? "var " : "";
                        writer.Line($"{fresh}{Name("held" + Literal.Int(level), r, v)} = {sum};");
                    }
                }
            }

            writer.Blank();
        }
    }
}
