using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of a convolution with its pooling share.</summary>
internal abstract class PooledKernel(PooledConv pooled, ConvSite site) : Kernel
{
    protected PooledConv Pooled => pooled;

    protected ConvSite Site => site;

    protected string Stem => $"{site.Name}_{pooled.Pool.Layer.Identifier}";

    protected PackedAxis Y { get; } = PackedAxis.Of(pooled.Pool.Y);

    protected WindowAxis Lines => pooled.Pool.Window.Height;

    protected WindowAxis Places => pooled.Pool.Window.Width;

    /// <summary>Windows that are worked out.</summary>
    protected (string Lines, string Places) Counts => (Literal.Int(pooled.Read.Lines), Literal.Int(pooled.Read.Places));

    /// <summary>Floats from the last window of a line that is worked out to the next line.</summary>
    protected int Skipped => (Places.Output - pooled.Read.Places) * Y.PositionStride;

    protected string Shapes => $"{site.Shapes}, windows of {Literal.Int(Lines.Kernel)} × {Literal.Int(Places.Kernel)} -> {pooled.Pool.Y.Shape}";

    /// <summary>Floats of the input from a window to the one below, and to the next.</summary>
    protected int LineDistance => Lines.Stride * site.Height.Stride * site.InputLine;

    protected int PlaceDistance => Places.Stride * site.Width.Stride * site.InputPosition;

    /// <summary>How far an output of a window is from the first, in the input.</summary>
    protected int Distance((int Line, int Place) tap) => (tap.Line * site.Height.Stride * site.InputLine) + (tap.Place * site.Width.Stride * site.InputPosition);

    /// <summary>The blocks of channels, in parts of so many vectors at most.</summary>
    protected IEnumerable<ChannelBlock> Blocks(Dialect dialect, int most) => ConvBlocks.Of(site, dialect).SelectMany(block =>
        block.Vectors.Count <= most ? [block] : Enumerable.Range(0, (block.Vectors.Count + most - 1) / most).Select(part => block with { Vectors = [.. block.Vectors.Skip(part * most).Take(most)] }));

    /// <summary>Floats of a line of pooled outputs.</summary>
    protected int OutputLine => Places.Output * Y.PositionStride;

    /// <summary>Zeros, as a loop of this kernel's own: a call would cost more than what it does.</summary>
    protected static void PrintClear(CodeWriter writer, Dialect dialect, string reference, int floats)
    {
        var lanes = dialect.Lanes;
        while (floats % lanes != 0)
        {
            lanes /= 2;
        }

        using (writer.Block($"for (nint i = 0; i < {Literal.Int(floats)}; i += {Literal.Int(lanes)})"))
        {
            var narrow = dialect with { Lanes = lanes };
            writer.Line(lanes == 1 ? $"Unsafe.Add(ref {reference}, i) = 0f;" : $"{narrow.Zero}.StoreUnsafe(ref {reference}, (nuint)i);");
        }
    }

    protected static string Number(string reference, string place) => $"Unsafe.As<float, int>(ref Unsafe.Add(ref {reference}, {place}))";
}

/// <summary>
/// y = the largest of each window of f(W * x + b): the sums of some neighbouring windows stay in registers until the largest of each is
/// known, so what the convolution gives never goes to memory, and what no window sees is never worked out.
/// </summary>
internal sealed class PooledForward(PooledConv pooled, ConvSite site, bool keeps) : PooledKernel(pooled, site)
{
    public override string Name => Stem + (keeps ? "Winners" : "");

    public override IReadOnlyList<string> Comment =>
    [
        $"y = the largest of each window of {(Activation is null ? "" : Activation.Name + "(")}W * x{(Site.HasBias ? " + b" : "")}{(Activation is null ? "" : ")")}, {Shapes}, for every row.",
        .. keeps ? new[] { "winners says where the framed kernel is read for the one that was the largest, which tells them apart." } : [],
    ];

    public override string Reason => Why.PooledForward;

    public override string Parameters => Join("ref float x", "ref float weights", Site.HasBias ? "ref float bias" : "", "ref float y", keeps ? "ref float winners" : "", "int rows");

    private Elementwise? Activation => Pooled.Activation?.Function;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float xs = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(Site.InputRow)});");
            writer.Line($"ref float ys = ref Unsafe.Add(ref y, (nint)row * {Literal.Int(Y.Stride)});");
            if (keeps)
            {
                writer.Line($"ref float won = ref Unsafe.Add(ref winners, (nint)row * {Literal.Int(Y.Stride)});");
            }

            foreach (var block in Blocks(dialect, Pooled.MostVectors(dialect.Level)))
            {
                writer.Blank();
                ConvBlocks.Print(writer, dialect, Site, block, ["xs"], ["ys"], () => PrintLines(writer, dialect with { Lanes = block.Lanes }, block));
            }
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        var dialect = Dialect.ForLevel(1, Site.Portable);
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        using (writer.Block($"for (nint window = 0; window < {Counts.Lines}; window++)"))
        using (writer.Block($"for (nint beside = 0; beside < {Counts.Places}; beside++)"))
        {
            writer.Line($"ref float xs = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(Site.InputRow)});");
            writer.Line($"nint at = ((nint)row * {Literal.Int(Y.Stride)}) + (((window * {Literal.Int(Places.Output)}) + beside) * {Literal.Int(Y.PositionStride)});");
            ScalarLoops.Panels(writer, Site.Outputs, Site.WeightRows, panel =>
            {
                using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
                {
                    writer.Line("float m = 0f;");
                    writer.Line("int winner = -1;");
                    using (writer.Block($"for (nint line = window * {Literal.Int(Lines.Kernel)}; line < (window + 1) * {Literal.Int(Lines.Kernel)}; line++)"))
                    using (writer.Block($"for (nint place = beside * {Literal.Int(Places.Kernel)}; place < (beside + 1) * {Literal.Int(Places.Kernel)}; place++)"))
                    {
                        ConvSingles.PrintSum(writer, dialect, Site, panel);
                        using (writer.Block("if (winner < 0 || m < sum || float.IsNaN(sum))"))
                        {
                            writer.Line("m = sum;");
                            writer.Line($"winner = {Literal.Int(Pooled.FrameStart)} - (int)((line % {Literal.Int(Lines.Kernel)} * {Literal.Int(Pooled.Shift(0, 0) - Pooled.Shift(1, 0))}) + (place % {Literal.Int(Places.Kernel)} * {Literal.Int(Pooled.Shift(0, 0) - Pooled.Shift(0, 1))}));");
                        }
                    }

                    var value = Activation is null ? "m" : ExprPrinter.PrintShared(writer, Activation.Forward, dialect, _ => "m", "");
                    writer.Line($"Unsafe.Add(ref y, at + {panel.Column} + lane) = {value};");
                    if (keeps)
                    {
                        writer.Line($"{Number("winners", $"at + {panel.Column} + lane")} = winner;");
                    }
                }
            });
        }
    }

    private void PrintLines(CodeWriter writer, Dialect dialect, ChannelBlock block)
    {
        var tile = ConvSchedule.TileOf(Pooled.Read.Places, Pooled.MostPlaces(dialect.Level, block.Vectors.Count));
        var tapLabels = Pooled.Taps.Select(tap => Literal.Int(tap.Line) + Literal.Int(tap.Place)).ToList();
        var places = Enumerable.Range(0, tile).SelectMany(place => Pooled.Taps.Select((tap, number) => ($"{Literal.Int(place)}_{tapLabels[number]}", (place * PlaceDistance) + Distance(tap)))).ToList();
        var sums = new ConvTile(Site, dialect, block, places);
        if (keeps)
        {
            writer.Line($"ref float wonColumn = {ConvBlocks.Moved(block, "won", block.Column(0), block.Panels * 16)};");
        }

        using (writer.Block($"for (nint line = 0; line < {Counts.Lines}; line++)"))
        using (tile == Pooled.Read.Places ? writer.Part("All windows of a line.") : writer.Block($"for (int tile = 0; tile < {Literal.Int(Pooled.Read.Places)}; tile += {Literal.Int(tile)})"))
        {
            writer.Line(tile == Pooled.Read.Places ? "const nint place = 0;"
                : Pooled.Read.Places % tile == 0 ? "nint place = tile;"
                : $"nint place = Math.Min(tile, {Literal.Int(Pooled.Read.Places - tile)});");
            sums.PrintSums(writer);
            writer.Line($"ref float xt = ref Unsafe.Add(ref source, (line * {Literal.Int(LineDistance)}) + (place * {Literal.Int(PlaceDistance)}));");
            writer.Line("ref float wk = ref panel;");
            using (writer.Block($"for (int lineTap = 0; lineTap < {Literal.Int(Site.Height.Kernel)}; lineTap++)"))
            {
                writer.Line("ref float xk = ref xt;");
                sums.PrintRun(writer);
                writer.Line(Advance("xt", (long)Site.Height.Dilation * Site.InputLine));
            }

            PrintResults(writer, dialect, block, tile, tapLabels);
        }
    }

    private void PrintResults(CodeWriter writer, Dialect dialect, ChannelBlock block, int tile, List<string> tapLabels)
    {
        writer.Line($"nint made = (line * {Literal.Int(OutputLine)}) + (place * {Literal.Int(Y.PositionStride)});");
        writer.Line("ref float yt = ref Unsafe.Add(ref column, made);");
        if (keeps)
        {
            writer.Line("ref float wt = ref Unsafe.Add(ref wonColumn, made);");
        }

        var shifts = Pooled.Taps.Select(tap => Pooled.Shift(tap.Line, tap.Place)).ToList();
        for (var place = 0; place < tile; place++)
        {
            for (var v = 0; v < block.Vectors.Count; v++)
            {
                var suffix = $"{Literal.Int(place)}_{Literal.Int(v)}";
                var offset = (place * Y.PositionStride) + block.Column(v) - block.Column(0);
                writer.Line($"var m{suffix} = {ConvTile.Sum($"{Literal.Int(place)}_{tapLabels[0]}", v)};");
                if (keeps)
                {
                    writer.Line($"var won{suffix} = {dialect.Class}.Create({Literal.Int(shifts[0])}).AsSingle();");
                }

                for (var tap = 1; tap < tapLabels.Count; tap++)
                {
                    var sum = ConvTile.Sum($"{Literal.Int(place)}_{tapLabels[tap]}", v);
                    if (!keeps)
                    {
                        writer.Line($"m{suffix} = Lanes.Max({sum}, m{suffix});");
                        continue;
                    }

                    // As Lanes.Max has it.
                    var takes = $"takes{suffix}_{Literal.Int(tap)}";
                    writer.Line($"var {takes} = {dialect.Class}.LessThan(m{suffix}, {sum}) | ~{dialect.Class}.Equals({sum}, {sum});");
                    writer.Line($"m{suffix} = {dialect.Class}.ConditionalSelect({takes}, {sum}, m{suffix});");
                    writer.Line($"won{suffix} = {dialect.Class}.ConditionalSelect({takes}, {dialect.Class}.Create({Literal.Int(shifts[tap])}).AsSingle(), won{suffix});");
                }

                AffineRow.PrintStore(writer, dialect, Activation, $"m{suffix}", (place * block.Vectors.Count) + v, "yt", offset);
                if (keeps)
                {
                    writer.Line(dialect.Store($"won{suffix}", "wt", offset));
                }
            }
        }
    }
}
