using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// dW += Σ over windows of dy times what the taps of the largest saw, db += Σ dy: row after row of the batch, within a row over the windows
/// in row-major order, each element one chain of additions. A tile of taps and channels stays in registers while the windows go by; for each
/// output of a window dy counts in the lanes in which it was the largest.
/// </summary>
internal sealed class PooledWeightGradient(PooledConv pooled, ConvSite site) : PooledKernel(pooled, site)
{
    /// <summary>A weight of the tile: how far from the first its tap and channel are in the input, and which row of lanes it is.</summary>
    private sealed record Element(int Distance, int Row);

    public override string Name => Stem + "WeightGradient";

    public override IReadOnlyList<string> Comment =>
    [
        $"dW += dy times what each tap of a window's largest saw{(Site.HasBias ? ", db += dy" : "")}, {Shapes}, added row after row, window after window.",
    ];

    public override string Reason => Why.PooledWeightGradient;

    public override string Parameters => Join("ref float x", "ref float dy", "ref float winners", "ref float weightGradient", Site.HasBias ? "ref float biasGradient" : "", "int rows");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        foreach (var block in Blocks(dialect, dialect.Level == 16 ? 2 : 1))
        {
            ConvBlocks.Print(writer, dialect, Site, block, ["x"], ["dy"], () => PrintBlock(writer, dialect with { Lanes = block.Lanes }, block), "weightGradient", "biasGradient");
            writer.Blank();
        }
    }

    protected override void PrintScalar(CodeWriter writer) => ScalarLoops.Panels(writer, Site.Outputs, Site.WeightRows, panel =>
    {
        var dialect = Dialect.ForLevel(1, Site.Portable);
        using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
        {
            using (writer.Block($"for (nint k = 0; k < {Literal.Int(Site.WeightRows)}; k++)"))
            {
                var channels = Site.GroupInputs;
                writer.Line($"nint tap = (k / {Literal.Int(channels * Site.Width.Kernel)} * {Literal.Int(Site.Height.Dilation * Site.InputLine)}) + (k / {Literal.Int(channels)} % {Literal.Int(Site.Width.Kernel)} * {Literal.Int(Site.Width.Dilation * Site.InputPosition)}) + (k % {Literal.Int(channels)} * {Literal.Int(Site.InputChannel)});");
                writer.Line($"ref float g = ref Unsafe.Add(ref weightGradient, {panel.Weights} + (k * {panel.Width}) + lane);");
                writer.Line("float sum = g;");
                PrintWindows(() =>
                {
                    writer.Line($"ref float xt = ref Unsafe.Add(ref x, ((nint)row * {Literal.Int(Site.InputRow)}) + (line * {Literal.Int(LineDistance)}) + (place * {Literal.Int(PlaceDistance)}) + tap);");
                    writer.Line($"int winner = {Number("winners", "at")};");
                    foreach (var tap in Pooled.Taps)
                    {
                        var d = $"(winner == {Literal.Int(Pooled.Shift(tap.Line, tap.Place))} ? Unsafe.Add(ref dy, at) : 0f)";
                        writer.Line($"sum = {ConvSingles.MultiplyAdd(dialect, Dialect.At("xt", Distance(tap)), d, "sum")};");
                    }
                });
                writer.Line("g = sum;");
            }

            if (Site.HasBias)
            {
                writer.Blank();
                writer.Line($"ref float b = ref Unsafe.Add(ref biasGradient, {panel.Column} + lane);");
                PrintWindows(() => writer.Line("b += Unsafe.Add(ref dy, at);"));
            }
        }

        void PrintWindows(Action body)
        {
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            using (writer.Block($"for (nint line = 0; line < {Counts.Lines}; line++)"))
            using (writer.Block($"for (nint place = 0; place < {Counts.Places}; place++)"))
            {
                writer.Line($"nint at = ((nint)row * {Literal.Int(Y.Stride)}) + (((line * {Literal.Int(Places.Output)}) + place) * {Literal.Int(Y.PositionStride)}) + {panel.Column} + lane;");
                body();
            }
        }
    });

    private void PrintBlock(CodeWriter writer, Dialect dialect, ChannelBlock block)
    {
        var channels = Site.GroupInputs;
        writer.Line($"ref float wonColumn = {ConvBlocks.Moved(block, "winners", block.Column(0), block.Panels * 16)};");
        var (form, tile) = PooledGradientSchedule.Of(Site.Height.Kernel, Site.Width.Kernel, channels, block.Vectors.Count, dialect.Level);
        switch (form)
        {
            case ConvGradientForm.Kernel:
                PrintTile(writer, dialect, block, "panel", "source", Elements(Site.Height.Kernel, Site.Width.Kernel, channels), Site.HasBias);
                return;
            case ConvGradientForm.Line:
                using (writer.Block($"for (nint lineTap = 0; lineTap < {Literal.Int(Site.Height.Kernel)}; lineTap++)"))
                {
                    writer.Line($"ref float gk = ref Unsafe.Add(ref panel, lineTap * {Literal.Int(Site.Width.Kernel * channels * block.Width)});");
                    writer.Line($"ref float xk = ref Unsafe.Add(ref source, lineTap * {Literal.Int(Site.Height.Dilation * Site.InputLine)});");
                    PrintTile(writer, dialect, block, "gk", "xk", Elements(1, Site.Width.Kernel, channels), false);
                }

                break;
            default:
                PrintTaps(writer, dialect, block, tile);
                break;
        }

        if (Site.HasBias)
        {
            PrintTile(writer, dialect, block, "panel", "source", [], true);
        }
    }

    private void PrintTaps(CodeWriter writer, Dialect dialect, ChannelBlock block, int tile)
    {
        var channels = Site.GroupInputs;
        using (writer.Block($"for (nint lineTap = 0; lineTap < {Literal.Int(Site.Height.Kernel)}; lineTap++)"))
        using (writer.Block($"for (nint tap = 0; tap < {Literal.Int(Site.Width.Kernel)}; tap++)"))
        {
            writer.Line($"ref float gk = ref Unsafe.Add(ref panel, ((lineTap * {Literal.Int(Site.Width.Kernel)}) + tap) * {Literal.Int(channels * block.Width)});");
            writer.Line($"ref float xk = ref Unsafe.Add(ref source, (lineTap * {Literal.Int(Site.Height.Dilation * Site.InputLine)}) + (tap * {Literal.Int(Site.Width.Dilation * Site.InputPosition)}));");
            using (writer.Block($"for (int some = 0; some < {Literal.Int(channels / tile)}; some++)"))
            {
                PrintTile(writer, dialect, block, "gk", "xk", Elements(1, 1, tile), false);
                writer.Line(Advance("gk", tile * block.Width));
                writer.Line(Advance("xk", tile * Site.InputChannel));
            }

            if (channels % tile > 0)
            {
                using (writer.Part($"The last {Phrase.Count(channels % tile, "channel")}."))
                {
                    PrintTile(writer, dialect, block, "gk", "xk", Elements(1, 1, channels % tile), false);
                }
            }
        }
    }

    private void PrintTile(CodeWriter writer, Dialect dialect, ChannelBlock block, string gradient, string x, List<Element> elements, bool withBias)
    {
        var vectors = Enumerable.Range(0, block.Vectors.Count).ToList();
        string Sum(Element element, int v) => $"g{Literal.Int(element.Row)}_{Literal.Int(v)}";
        int Offset(Element element, int v) => (element.Row * block.Width)
            + ((block.Vectors[v].Panel.Index - block.Vectors[0].Panel.Index) * Site.PanelSize) + block.Vectors[v].Lane - block.Vectors[0].Lane;
        int Column(int v) => block.Column(v) - block.Column(0);
        using (writer.Part(withBias ? "A tile of the gradient, and the bias's." : "A tile of the gradient."))
        {
            foreach (var (element, v) in elements.SelectMany(element => vectors.Select(v => (element, v))))
            {
                writer.Line($"var {Sum(element, v)} = {dialect.Load(gradient, Offset(element, v))};");
            }

            foreach (var v in withBias ? vectors : [])
            {
                writer.Line($"var b{Literal.Int(v)} = {dialect.Load("offset", Column(v))};");
            }

            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"ref float dw = ref Unsafe.Add(ref column, (nint)row * {Literal.Int(Y.Stride)});");
                writer.Line($"ref float ww = ref Unsafe.Add(ref wonColumn, (nint)row * {Literal.Int(Y.Stride)});");
                using (writer.Block($"for (nint line = 0; line < {Counts.Lines}; line++)"))
                {
                    writer.Line($"ref float xw = ref Unsafe.Add(ref {x}, ((nint)row * {Literal.Int(Site.InputRow)}) + (line * {Literal.Int(LineDistance)}));");
                    using (writer.Block($"for (int place = 0; place < {Counts.Places}; place++)"))
                    {
                        foreach (var v in vectors)
                        {
                            writer.Line($"var d{Literal.Int(v)} = {dialect.Load("dw", Column(v))};");
                            if (elements.Count > 0)
                            {
                                writer.Line($"var won{Literal.Int(v)} = {dialect.Load("ww", Column(v))}.AsInt32();");
                            }

                            if (withBias)
                            {
                                writer.Line($"b{Literal.Int(v)} += d{Literal.Int(v)};");
                            }
                        }

                        if (elements.Count > 0)
                        {
                            var number = 0;
                            foreach (var tap in Pooled.Taps)
                            {
                                PrintProducts(tap, Literal.Int(number++));
                            }
                        }

                        writer.Line(Advance("xw", PlaceDistance));
                        writer.Line(Advance("dw", Y.PositionStride));
                        writer.Line(Advance("ww", Y.PositionStride));
                    }

                    if (Skipped > 0)
                    {
                        writer.Line(Advance("dw", Skipped));
                        writer.Line(Advance("ww", Skipped));
                    }
                }
            }

            foreach (var (element, v) in elements.SelectMany(element => vectors.Select(v => (element, v))))
            {
                writer.Line(dialect.Store(Sum(element, v), gradient, Offset(element, v)));
            }

            foreach (var v in withBias ? vectors : [])
            {
                writer.Line(dialect.Store($"b{Literal.Int(v)}", "offset", Column(v)));
            }
        }

        void PrintProducts((int Line, int Place) tap, string number)
        {
            foreach (var v in vectors)
            {
                var shift = Literal.Int(Pooled.Shift(tap.Line, tap.Place));
                writer.Line($"var d{Literal.Int(v)}_{number} = {dialect.Class}.ConditionalSelect({dialect.Class}.Equals(won{Literal.Int(v)}, {dialect.Class}.Create({shift})).AsSingle(), d{Literal.Int(v)}, {dialect.Zero});");
            }

            foreach (var element in elements)
            {
                var value = $"x{Literal.Int(element.Row)}_{number}";
                writer.Line($"var {value} = {dialect.Broadcast(Dialect.At("xw", Distance(tap) + element.Distance))};");
                foreach (var v in vectors)
                {
                    writer.Line($"{Sum(element, v)} = {dialect.MultiplyAdd(value, $"d{Literal.Int(v)}_{number}", Sum(element, v))};");
                }
            }
        }
    }

    private List<Element> Elements(int lines, int taps, int channels) =>
    [
        .. Enumerable.Range(0, lines * taps * channels).Select(row => new Element(
            (row / (taps * channels) * Site.Height.Dilation * Site.InputLine) + (row / channels % taps * Site.Width.Dilation * Site.InputPosition) + (row % channels * Site.InputChannel),
            row)),
    ];
}
