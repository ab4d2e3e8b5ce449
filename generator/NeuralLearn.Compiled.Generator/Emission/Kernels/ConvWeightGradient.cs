using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// dW += Σ over outputs of dz times what the tap saw, db += Σ dz: row after row of the batch, within a row over the outputs in row-major
/// order, each element one chain of additions. A tile of taps and channels stays in registers while the outputs go by.
/// </summary>
internal sealed class ConvWeightGradient(ConvSite site) : Kernel
{
    public override string Name => site.Name + "WeightGradient";

    public override IReadOnlyList<string> Comment =>
    [
        $"dW += dz times what each tap saw{(site.HasBias ? ", db += dz" : "")}, {site.Shapes}, added row after row, output after output.",
    ];

    public override string Reason => Why.ConvWeightGradient;

    public override string Parameters => Join("ref float x", "ref float dz", "ref float weightGradient", site.HasBias ? "ref float biasGradient" : "", "int rows");

    private bool IsDepthwise => site.Form == ConvForm.Depthwise;

    /// <summary>Channels that one lane goes over.</summary>
    private int Channels => site.GroupInputs;

    protected override void PrintScalar(CodeWriter writer) => PrintSingles(writer, Dialect.ForLevel(1, site.Portable));

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (site.Form == ConvForm.Single)
        {
            PrintSingles(writer, dialect);
            return;
        }

        foreach (var block in ConvBlocks.Of(site, dialect))
        {
            ConvBlocks.Print(writer, dialect, site, block, ["x"], ["dz"], () => PrintBlock(writer, dialect with { Lanes = block.Lanes }, block), "weightGradient", "biasGradient");
            writer.Blank();
        }
    }

    private void PrintBlock(CodeWriter writer, Dialect dialect, ChannelBlock block)
    {
        var schedule = ConvGradientSchedule.Of(site.Height, site.Width, Channels, block.Vectors.Count, dialect.Level);
        var tile = new ConvGradientTile(site, dialect, block);
        switch (schedule.Form)
        {
            case ConvGradientForm.Kernel:
                tile.PrintKernel(writer);
                return;
            case ConvGradientForm.Line:
                tile.PrintKernelLines(writer);
                break;
            default:
                tile.PrintTaps(writer, schedule.Channels);
                break;
        }

        if (site.HasBias)
        {
            PrintBias(writer, dialect, block);
        }
    }

    private void PrintBias(CodeWriter writer, Dialect dialect, ChannelBlock block)
    {
        writer.Comment("Bias.");
        using (writer.Block())
        {
            for (var v = 0; v < block.Vectors.Count; v++)
            {
                writer.Line($"var g{Literal.Int(v)} = {dialect.Load("offset", block.Column(v) - block.Column(0))};");
            }

            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"ref float dr = ref Unsafe.Add(ref column, (nint)row * {Literal.Int(site.OutputRow)});");
                using (writer.Block($"for (int place = 0; place < {Literal.Int(site.Height.Output * site.Width.Output)}; place++)"))
                {
                    for (var v = 0; v < block.Vectors.Count; v++)
                    {
                        writer.Line($"g{Literal.Int(v)} += {dialect.Load("dr", block.Column(v) - block.Column(0))};");
                    }

                    writer.Line(Advance("dr", site.OutputPosition));
                }
            }

            for (var v = 0; v < block.Vectors.Count; v++)
            {
                writer.Line(dialect.Store("g" + Literal.Int(v), "offset", block.Column(v) - block.Column(0)));
            }
        }
    }

    /// <summary>One element at a time, in the same order.</summary>
    private void PrintSingles(CodeWriter writer, Dialect dialect)
    {
        ScalarLoops.Panels(writer, site.Outputs, site.WeightRows, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                writer.Line($"ref float dc = ref Unsafe.Add(ref dz, {panel.Column} + lane);");
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.WeightRows)}; k++)"))
                {
                    PrintElement(writer, dialect, panel);
                }

                if (site.HasBias)
                {
                    writer.Blank();
                    writer.Line($"float b = Unsafe.Add(ref biasGradient, {panel.Column} + lane);");
                    using (writer.Block("for (int row = 0; row < rows; row++)"))
                    using (writer.Block($"for (int place = 0; place < {Literal.Int(site.Height.Output * site.Width.Output)}; place++)"))
                    {
                        writer.Line($"b += Unsafe.Add(ref dc, ((nint)row * {Literal.Int(site.OutputRow)}) + (place * {Literal.Int(site.OutputPosition)}));");
                    }

                    writer.Line($"Unsafe.Add(ref biasGradient, {panel.Column} + lane) = b;");
                }
            }
        });
    }

    private void PrintElement(CodeWriter writer, Dialect dialect, ScalarPanel panel)
    {
        var group = site.Groups == 1 ? "" : $" + (({panel.Column} + lane) / {Literal.Int(site.GroupOutputs)} * {Literal.Int(Channels * site.InputChannel)})";
        writer.Line($"nint lineTap = k / {Literal.Int(Channels * site.Width.Kernel)};");
        writer.Line($"nint tap = k / {Literal.Int(Channels)} % {Literal.Int(site.Width.Kernel)};");
        writer.Line($"ref float xc = ref Unsafe.Add(ref x, (k % {Literal.Int(Channels)} * {Literal.Int(site.InputChannel)}){group});");
        writer.Line($"ref float g = ref Unsafe.Add(ref weightGradient, {panel.Weights} + (k * {panel.Width}) + lane);");
        writer.Line("float sum = g;");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        using (writer.Block($"for (nint line = 0; line < {Literal.Int(site.Height.Output)}; line++)"))
        {
            ConvTaps.PrintPlace(writer, site.Height, 1, "line", "lineTap", "top", ConvSingles.Asks(site, site.Height));
            using (writer.Block($"for (nint place = 0; place < {Literal.Int(site.Width.Output)}; place++)"))
            {
                ConvTaps.PrintPlace(writer, site.Width, 1, "place", "tap", "left", ConvSingles.Asks(site, site.Width));
                writer.Line($"float d = Unsafe.Add(ref dc, ((nint)row * {Literal.Int(site.OutputRow)}) + (((line * {Literal.Int(site.Width.Output)}) + place) * {Literal.Int(site.OutputPosition)}));");
                writer.Line($"sum = {ConvSingles.MultiplyAdd(dialect, $"Unsafe.Add(ref xc, ((nint)row * {Literal.Int(site.InputRow)}) + (top * {Literal.Int(site.InputLine)}) + (left * {Literal.Int(site.InputPosition)}))", "d", "sum")};");
            }
        }

        writer.Line("g = sum;");
    }
}
