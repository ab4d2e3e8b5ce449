using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// dW += dz xᵀ and db += dz, row after row: each element is one chain of additions in the order of the rows, so that a batch leaves the
/// bits of its rows one by one.
/// </summary>
/// <param name="clearsPadding">Whether what infinite factors make of the padding is taken out again.</param>
internal sealed class WeightGradient(AffineSite site, bool clearsPadding) : Kernel
{
    public override string Name => site.Name + "WeightGradient";

    public override IReadOnlyList<string> Comment =>
    [
        $"dW += dz xᵀ{(site.Bias is null ? "" : ", db += dz")}, W: [{Literal.Int(site.Outputs.Length)}, {Literal.Int(site.Inputs)}], added row after row.",
    ];

    public override string Reason => Why.WeightGradient;

    public override string Parameters =>
        Join("ref float x", "ref float dz", "ref float weightGradient", site.BiasParameter("biasGradient"), "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var schedule = WeightGradientSchedule.Of(site.Weight.Rows, site.Weight.Axis, site.Outputs, dialect.Lanes);
        foreach (var tile in schedule.Tiles)
        {
            PrintColumns(writer, dialect with { Lanes = tile.Lanes }, tile);
        }

        if (site.Bias is not null)
        {
            PrintBias(writer, dialect, schedule.BiasBlocks);
        }
    }

    private void PrintColumns(CodeWriter writer, Dialect dialect, RegisterTile tile)
    {
        var (panels, repeat, vectors) = (tile.Panels, tile.Repeat, tile.Vectors);
        var first = panels[0];
        var until = Math.Min(first.Start + (panels.Count * repeat * first.Width), site.Weight.Axis.Length) - 1;
        var (lanes, rows) = site.AlongInputs ? ("Input", "output") : ("Output", "input");
        writer.Comment($"{Phrase.Range(lanes, first.Start, until)}: {Phrase.Count(tile.Rows, rows)} × {Phrase.Count(vectors.Count, "vector")} of {Literal.Int(dialect.Lanes)}.");
        using (writer.Block())
        {
            writer.Line($"ref float panel = {Dialect.RefAt("weightGradient", site.Weight.PanelOffset(first))};");
            writer.Line($"ref float column = {Dialect.RefAt(site.AlongInputs ? "x" : "dz", first.Start)};");
            if (repeat == 1)
            {
                PrintInputLoop(writer, dialect, tile);
                return;
            }

            using (writer.Block($"for (int tile = 0; tile < {Literal.Int(repeat)}; tile++)"))
            {
                PrintInputLoop(writer, dialect, tile);
                writer.Blank();
                writer.Line(Advance("panel", (long)panels.Count * site.PanelSize));
                writer.Line(Advance("column", panels.Count * 16));
            }
        }

        writer.Blank();
    }

    private void PrintInputLoop(CodeWriter writer, Dialect dialect, RegisterTile tile)
    {
        var (tileInputs, vectors) = (tile.Rows, tile.Vectors);
        var width = vectors[0].Panel.Width;
        var count = site.Weight.Rows;
        var rest = count % tileInputs;
        var (factorStride, vectorStride) = site.AlongInputs ? (site.OutputStride, site.InputStride) : (site.InputStride, site.OutputStride);
        writer.Line($"ref float xk = ref {(site.AlongInputs ? "dz" : "x")};");
        writer.Line("ref float gk = ref panel;");
        if (count == tileInputs)
        {
            PrintTile(tileInputs);
            return;
        }

        using (writer.Block($"for (int k = 0; k < {Literal.Int(count / tileInputs)}; k++)"))
        {
            PrintTile(tileInputs);
            writer.Blank();
            writer.Line(Advance("xk", tileInputs));
            writer.Line(Advance("gk", (long)tileInputs * width));
        }

        if (rest > 0)
        {
            writer.Blank();
            writer.Comment($"The last {Phrase.Count(rest, site.AlongInputs ? "output" : "input")}.");
            using (writer.Block())
            {
                PrintTile(rest);
            }
        }

        void PrintTile(int inputs)
        {
            int Offset(int i, int v) => ((vectors[v].Panel.Index - vectors[0].Panel.Index) * site.PanelSize) + vectors[v].Lane + (i * width);
            int Column(int v) => ((vectors[v].Panel.Index - vectors[0].Panel.Index) * 16) + vectors[v].Lane;
            string Sum(int i, int v) => $"g{Literal.Int(i)}_{Literal.Int(v)}";
            for (var i = 0; i < inputs; i++)
            {
                for (var v = 0; v < vectors.Count; v++)
                {
                    writer.Line($"var {Sum(i, v)} = {dialect.Load("gk", Offset(i, v))};");
                }
            }

            writer.Line("ref float xr = ref xk;");
            writer.Line("ref float dr = ref column;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                for (var v = 0; v < vectors.Count; v++)
                {
                    // Padding of an input may hold anything; the gradient's own padding must stay 0.
                    var vector = dialect.Load("dr", Column(v));
                    writer.Line($"var d{Literal.Int(v)} = {(site.AlongInputs ? dialect.KeepFirst(vector, vectors[v].Panel.Valid - vectors[v].Lane) : vector)};");
                }

                for (var i = 0; i < inputs; i++)
                {
                    writer.Line($"var x{Literal.Int(i)} = {dialect.Broadcast(Dialect.At("xr", i))};");
                    for (var v = 0; v < vectors.Count; v++)
                    {
                        writer.Line($"{Sum(i, v)} = {dialect.MultiplyAdd("x" + Literal.Int(i), "d" + Literal.Int(v), Sum(i, v))};");
                    }
                }

                writer.Line(Advance("xr", factorStride));
                writer.Line(Advance("dr", vectorStride));
            }

            writer.Blank();
            for (var i = 0; i < inputs; i++)
            {
                for (var v = 0; v < vectors.Count; v++)
                {
                    var sum = clearsPadding ? dialect.KeepFirst(Sum(i, v), vectors[v].Panel.Valid - vectors[v].Lane) : Sum(i, v);
                    writer.Line(dialect.Store(sum, "gk", Offset(i, v)));
                }
            }
        }
    }

    private void PrintBias(CodeWriter writer, Dialect dialect, IReadOnlyList<BiasBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.Repeat == 1)
            {
                writer.Comment(blocks.Count == 1 ? "Bias." : $"Bias, outputs from {Literal.Int(block.Vectors[0].Column)} on.");
                using (writer.Block())
                {
                    PrintBiasBlock(writer, dialect, block, "dz", "biasGradient");
                }

                writer.Blank();
                continue;
            }

            var outputs = dialect.Lanes * block.Vectors.Count;
            writer.Comment($"Bias, {Literal.Int(outputs)} outputs at a time.");
            using (writer.Block())
            {
                writer.Line("ref float column = ref dz;");
                writer.Line("ref float offset = ref biasGradient;");
                using (writer.Block($"for (int tile = 0; tile < {Literal.Int(block.Repeat)}; tile++)"))
                {
                    PrintBiasBlock(writer, dialect, block, "column", "offset");
                    writer.Blank();
                    writer.Line(Advance("column", outputs));
                    writer.Line(Advance("offset", outputs));
                }
            }

            writer.Blank();
        }
    }

    private void PrintBiasBlock(CodeWriter writer, Dialect dialect, BiasBlock block, string dz, string gradient)
    {
        List<(string Name, Dialect Dialect, int Column)> sums =
            [.. block.Vectors.Select((vector, index) => ("g" + Literal.Int(index), dialect with { Lanes = vector.Lanes }, vector.Column))];
        foreach (var (name, width, column) in sums)
        {
            writer.Line($"var {name} = {width.Load(gradient, column)};");
        }

        writer.Line($"ref float dr = ref {dz};");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            foreach (var (name, width, column) in sums)
            {
                writer.Line($"{name} += {width.Load("dr", column)};");
            }

            writer.Line(Advance("dr", site.OutputStride));
        }

        writer.Blank();
        foreach (var (name, width, column) in sums)
        {
            writer.Line(width.Store(name, gradient, column));
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float xr = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(site.InputStride)});");
            writer.Line($"ref float dr = ref Unsafe.Add(ref dz, (nint)row * {Literal.Int(site.OutputStride)});");
            var (factors, vectors) = site.AlongInputs ? ("dr", "xr") : ("xr", "dr");
            ScalarLoops.Panels(writer, site.Weight.Axis, site.Weight.Rows, panel =>
            {
                using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
                {
                    writer.Line($"float d = Unsafe.Add(ref {vectors}, {panel.Column} + lane);");
                    using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Weight.Rows)}; k++)"))
                    {
                        writer.Line($"ref float g = ref Unsafe.Add(ref weightGradient, {panel.Weights} + (k * {panel.Width}) + lane);");
                        writer.Line($"g = (Unsafe.Add(ref {factors}, k) * d) + g;");
                    }
                }

                writer.Blank();
            });
            if (site.Bias is not null)
            {
                using (writer.Block($"for (int lane = 0; lane < {Literal.Int(site.Outputs.Length)}; lane++)"))
                {
                    writer.Line("Unsafe.Add(ref biasGradient, lane) += Unsafe.Add(ref dr, lane);");
                }
            }
        }
    }
}
