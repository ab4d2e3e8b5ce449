using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// y = f(W * x + b): a tile of neighbouring outputs of one line × vectors of channels stays in registers while the taps go by. Each output
/// is one sum that begins with the bias and goes over the taps in row-major order, at each over the channels; taps on padding are left out.
/// </summary>
internal sealed class ConvForward(ConvSite site, string name, Elementwise? activation) : Kernel
{
    public override string Name => name;

    public override IReadOnlyList<string> Comment => site.IsBackward
        ?
        [
            $"dx = W turned round * dz, {site.Shapes}, for every row: each input gathers from the outputs that saw it.",
        ]
        :
        [
            $"y = {(activation is null ? "" : activation.Name + "(")}W * x{(site.HasBias ? " + b" : "")}{(activation is null ? "" : ")")}, {site.Shapes}, for every row.",
        ];

    public override string Reason => site.IsBackward ? Why.ConvBackward : Why.ConvForward;

    public override string Parameters => Join("ref float x", "ref float weights", site.HasBias ? "ref float bias" : "", "ref float y", "int rows");

    private WindowAxis Height => site.Height;

    private WindowAxis Width => site.Width;

    protected override void PrintScalar(CodeWriter writer) => ConvSingles.Print(writer, Dialect.ForLevel(1, site.Portable), site, activation);

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (site.Form == ConvForm.Single)
        {
            ConvSingles.Print(writer, dialect, site, activation);
            return;
        }

        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float xs = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(site.InputRow)});");
            writer.Line($"ref float ys = ref Unsafe.Add(ref y, (nint)row * {Literal.Int(site.OutputRow)});");
            foreach (var block in ConvBlocks.Of(site, dialect))
            {
                writer.Blank();
                ConvBlocks.Print(writer, dialect, site, block, ["xs"], ["ys"], () => PrintLines(writer, dialect with { Lanes = block.Lanes }, block));
            }
        }
    }

    private void PrintLines(CodeWriter writer, Dialect dialect, ChannelBlock block)
    {
        var (from, end) = site.Inside;
        using (writer.Block($"for (int line = 0; line < {Literal.Int(Height.Output)}; line++)"))
        {
            writer.Line($"ref float yl = ref Unsafe.Add(ref column, (nint)line * {Literal.Int(site.OutputLine)});");
            PrintRange(writer, Height, "line", "Line");
            if (from > 0)
            {
                PrintBorder(writer, dialect, block, "0", Literal.Int(from));
            }

            if (end > from)
            {
                PrintInside(writer, dialect, block, from, end);
            }

            if (end < Width.Output)
            {
                PrintBorder(writer, dialect, block, Literal.Int(end), Literal.Int(Width.Output));
            }
        }
    }

    private void PrintInside(CodeWriter writer, Dialect dialect, ChannelBlock block, int from, int end)
    {
        var vectors = block.Vectors.Count;
        var tile = ConvSchedule.TileOf(end - from, ConvSchedule.MostOutputs(dialect.Level, vectors, activation));
        using (tile == end - from ? writer.Part($"{Phrase.Range("Place", from, end - 1)}: every tap is inside.") : writer.Block($"for (int tile = {Literal.Int(from)}; tile < {Literal.Int(end)}; tile += {Literal.Int(tile)})"))
        {
            writer.Line(tile == end - from ? $"const nint place = {Literal.Int(from)};"
                : (end - from) % tile == 0 ? "nint place = tile;"
                : $"nint place = Math.Min(tile, {Literal.Int(end - tile)});");
            var sums = Tile(dialect, block, tile);
            sums.PrintSums(writer);
            writer.Line($"nint top = {ConvTaps.LineOf(Height, "line", "firstLine")};");
            writer.Line($"ref float xt = ref Unsafe.Add(ref source, (top * {Literal.Int(site.InputLine)}) + ({ConvTaps.Start(Width, "place")} * {Literal.Int(site.InputPosition)}));");
            writer.Line($"ref float wk = ref Unsafe.Add(ref panel, firstLine * {Literal.Int(Width.Kernel * site.GroupInputs * block.Width)});");
            using (writer.Block("for (int lineTap = firstLine; lineTap < endLine; lineTap++)"))
            {
                writer.Line("ref float xk = ref xt;");
                sums.PrintRun(writer);
                writer.Line(Advance("xt", (long)Height.Dilation * site.InputLine));
            }

            PrintResults(writer, dialect, block, tile);
        }
    }

    private void PrintBorder(CodeWriter writer, Dialect dialect, ChannelBlock block, string from, string end)
    {
        var channels = site.Form == ConvForm.Depthwise ? 1 : site.GroupInputs;
        using (writer.Block($"for (nint place = {from}; place < {end}; place++)"))
        {
            PrintRange(writer, Width, "(int)place", "Tap");
            var single = Tile(dialect, block, 1);
            single.PrintSums(writer);
            using (writer.Block("for (int lineTap = firstLine; lineTap < endLine; lineTap++)"))
            {
                ConvTaps.PrintPlace(writer, Height, site.Apart.Height, "line", "lineTap", "top", site.IsDrawnApart);
                using (writer.Block("for (int tap = firstTap; tap < endTap; tap++)"))
                {
                    ConvTaps.PrintPlace(writer, Width, site.Apart.Width, "place", "tap", "left", site.IsDrawnApart);
                    writer.Line($"ref float xk = ref Unsafe.Add(ref source, (top * {Literal.Int(site.InputLine)}) + (left * {Literal.Int(site.InputPosition)}));");
                    writer.Line($"ref float wk = ref Unsafe.Add(ref panel, ((lineTap * {Literal.Int(Width.Kernel)}) + tap) * {Literal.Int(site.GroupInputs * block.Width)});");
                    using (channels == 1 ? writer.Part("The only channel.") : writer.Block($"for (int channel = 0; channel < {Literal.Int(channels)}; channel++)"))
                    {
                        single.PrintProducts(writer, 0, 0, "");
                        if (channels > 1)
                        {
                            writer.Line(Advance("xk", site.InputChannel));
                            writer.Line(Advance("wk", block.Width));
                        }
                    }
                }
            }

            PrintResults(writer, dialect, block, 1);
        }
    }

    private void PrintRange(CodeWriter writer, WindowAxis axis, string output, string word)
    {
        if (site.IsDrawnApart)
        {
            // Every tap asks for itself.
            writer.Line($"const int first{word} = 0;");
            writer.Line($"const int end{word} = {Literal.Int(axis.Kernel)};");
        }
        else
        {
            ConvTaps.PrintRange(writer, axis, output, word);
        }
    }

    private ConvTile Tile(Dialect dialect, ChannelBlock block, int tile) =>
        new(site, dialect, block, [.. Enumerable.Range(0, tile).Select(place => (Literal.Int(place), place * Width.Stride * site.InputPosition))]);

    private void PrintResults(CodeWriter writer, Dialect dialect, ChannelBlock block, int tile)
    {
        writer.Line($"ref float yt = ref Unsafe.Add(ref yl, place * {Literal.Int(site.OutputPosition)});");
        for (var p = 0; p < tile; p++)
        {
            for (var v = 0; v < block.Vectors.Count; v++)
            {
                // The padding of a gradient is 0, and so is that of the weights; NaN times 0 is not.
                var total = site.IsBackward ? dialect.KeepFirst(ConvTile.Sum(Literal.Int(p), v), block.Valid(v)) : ConvTile.Sum(Literal.Int(p), v);
                AffineRow.PrintStore(writer, dialect, activation, total, (p * block.Vectors.Count) + v, "yt", (p * site.OutputPosition) + block.Column(v) - block.Column(0));
            }
        }
    }
}
