using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The weights as the gradient of the input reads them: for each output its kernel, lanes are inputs, with zeros around it.</summary>
internal sealed class PooledFrame(PooledConv pooled, ConvSite site) : PooledKernel(pooled, site)
{
    public override string Name => Stem + "Frame";

    public override IReadOnlyList<string> Comment =>
    [
        $"Each output's kernel of W, [{string.Join(", ", Pooled.Conv.Weight.Shape)}], with zeros around it: {Literal.Int(Pooled.Frame.Height)} × {Literal.Int(Pooled.Frame.Width)} positions of {Phrase.Count(Pooled.Conv.InputChannels, "input")}.",
    ];

    public override string Reason => Why.PooledFrame;

    public override string Parameters => "ref float weights, ref float framed";

    protected override void PrintScalar(CodeWriter writer) => PrintVector(writer, Dialect.ForLevel(1, Site.Portable));

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var stride = Site.InputGradient.PositionStride;
        PrintClear(writer, dialect, "framed", Pooled.FrameFloats * Pooled.Conv.OutputChannels);
        ScalarLoops.Panels(writer, Site.Outputs, Site.WeightRows, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                writer.Line($"ref float w = ref Unsafe.Add(ref weights, {panel.Weights} + lane);");
                writer.Line($"ref float to = ref Unsafe.Add(ref framed, {Literal.Int(Pooled.FrameStart)} + (({panel.Column} + lane) * {Literal.Int(Pooled.FrameFloats)}));");
                using (writer.Block($"for (nint lineTap = 0; lineTap < {Literal.Int(Site.Height.Kernel)}; lineTap++)"))
                using (writer.Block($"for (nint tap = 0; tap < {Literal.Int(Site.Width.Kernel)}; tap++)"))
                {
                    writer.Line($"ref float at = ref Unsafe.Add(ref to, (lineTap * {Literal.Int(Site.Height.Dilation * Pooled.FrameLine)}) + (tap * {Literal.Int(Site.Width.Dilation * stride)}));");
                    using (writer.Block($"for (nint channel = 0; channel < {Literal.Int(Site.GroupInputs)}; channel++)"))
                    {
                        writer.Line("Unsafe.Add(ref at, channel) = w;");
                        writer.Line($"w = ref Unsafe.Add(ref w, {panel.Width});");
                    }
                }
            }
        });
    }
}

/// <summary>
/// dx: window after window, within it output after output, the kernel of the output times its gradient is added where the largest stood.
/// What a window saw stays in registers while its outputs go by.
/// </summary>
internal sealed class PooledInputGradient(PooledConv pooled, ConvSite site) : PooledKernel(pooled, site)
{
    public override string Name => Stem + "InputGradient";

    public override IReadOnlyList<string> Comment =>
    [
        $"dx += the kernel of each window's largest times dy, {Shapes}, for every row: window after window, in it output after output.",
    ];

    public override string Reason => Why.PooledInputGradient;

    public override string Parameters => "ref float dy, ref float winners, ref float framed, ref float dx, int rows";

    private int Stride => Site.InputGradient.PositionStride;

    /// <summary>Floats of a line that a window sees.</summary>
    private int PatchLine => Pooled.Patch.Width * Stride;

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintRows(writer, dialect, () =>
    {
        var vectors = Enumerable.Range(0, Pooled.Patch.Height).SelectMany(line => VectorsOf(dialect, line)).ToList();
        var most = ConvSchedule.Sums(dialect.Level);
        var parts = (vectors.Count + most - 1) / most;
        var size = (vectors.Count + parts - 1) / parts;
        for (var part = 0; part < parts; part++)
        {
            PrintPatch(writer, dialect, [.. vectors.Skip(part * size).Take(size)]);
        }
    });

    protected override void PrintScalar(CodeWriter writer) => PrintRows(writer, Dialect.ForLevel(1, Site.Portable), () =>
    {
        using (writer.Block($"for (nint output = 0; output < {Literal.Int(Pooled.Conv.OutputChannels)}; output++)"))
        {
            writer.Line("float d = Unsafe.Add(ref dw, output);");
            writer.Line($"ref float kernel = ref Unsafe.Add(ref framed, (output * {Literal.Int(Pooled.FrameFloats)}) + {Number("won", "output")});");
            using (writer.Block($"for (nint top = 0; top < {Literal.Int(Pooled.Patch.Height)}; top++)"))
            using (writer.Block($"for (nint left = 0; left < {Literal.Int(Pooled.Patch.Width)}; left++)"))
            using (writer.Block($"for (nint channel = 0; channel < {Literal.Int(Pooled.Conv.InputChannels)}; channel++)"))
            {
                writer.Line($"nint at = (left * {Literal.Int(Stride)}) + channel;");
                writer.Line($"ref float sum = ref Unsafe.Add(ref patch, (top * {Literal.Int(Site.Width.Input * Stride)}) + at);");
                writer.Line($"sum = {ConvSingles.MultiplyAdd(Dialect.ForLevel(1, Site.Portable), "d", $"Unsafe.Add(ref kernel, (top * {Literal.Int(Pooled.FrameLine)}) + at)", "sum")};");
            }
        }
    });

    /// <summary>Opens loops over rows and windows: <c>patch</c> is what a window saw, <c>dw</c> and <c>won</c> are its gradients and winners.</summary>
    private void PrintRows(CodeWriter writer, Dialect dialect, Action body)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float dxs = ref Unsafe.Add(ref dx, (nint)row * {Literal.Int(Site.InputGradient.Stride)});");
            writer.Line($"ref float dw = ref Unsafe.Add(ref dy, (nint)row * {Literal.Int(Y.Stride)});");
            writer.Line($"ref float won = ref Unsafe.Add(ref winners, (nint)row * {Literal.Int(Y.Stride)});");
            PrintClear(writer, dialect, "dxs", Site.InputGradient.Stride);
            using (writer.Block($"for (nint line = 0; line < {Counts.Lines}; line++)"))
            {
                writer.Line($"ref float patch = ref Unsafe.Add(ref dxs, line * {Literal.Int(Lines.Stride * Site.Height.Stride * Site.Width.Input * Stride)});");
                using (writer.Block($"for (int place = 0; place < {Counts.Places}; place++)"))
                {
                    body();
                    writer.Line(Advance("patch", Places.Stride * Site.Width.Stride * Stride));
                    writer.Line(Advance("dw", Y.PositionStride));
                    writer.Line(Advance("won", Y.PositionStride));
                }

                if (Skipped > 0)
                {
                    writer.Line(Advance("dw", Skipped));
                    writer.Line(Advance("won", Skipped));
                }
            }
        }
    }

    private void PrintPatch(CodeWriter writer, Dialect dialect, List<(int Line, int At, int Lanes)> vectors)
    {
        string Sum(int vector) => "sum" + Literal.Int(vector);
        int Offset((int Line, int At, int Lanes) vector) => (vector.Line * Site.Width.Input * Stride) + vector.At;
        using (writer.Part($"{Phrase.Count(vectors.Count, "vector")} of what the window saw."))
        {
            for (var v = 0; v < vectors.Count; v++)
            {
                writer.Line($"var {Sum(v)} = {(dialect with { Lanes = vectors[v].Lanes }).Load("patch", Offset(vectors[v]))};");
            }

            writer.Line("ref float first = ref framed;");
            using (writer.Block($"for (nint output = 0; output < {Literal.Int(Pooled.Conv.OutputChannels)}; output++)"))
            {
                writer.Line($"ref float kernel = ref Unsafe.Add(ref first, {Number("won", "output")});");
                foreach (var lanes in vectors.Select(vector => vector.Lanes).Distinct())
                {
                    writer.Line($"var d{Literal.Int(lanes)} = {(dialect with { Lanes = lanes }).Broadcast("Unsafe.Add(ref dw, output)")};");
                }

                for (var v = 0; v < vectors.Count; v++)
                {
                    var narrow = dialect with { Lanes = vectors[v].Lanes };
                    var weights = narrow.Load("kernel", (vectors[v].Line * Pooled.FrameLine) + vectors[v].At);
                    writer.Line($"{Sum(v)} = {narrow.MultiplyAdd("d" + Literal.Int(narrow.Lanes), weights, Sum(v))};");
                }

                writer.Line(Advance("first", Pooled.FrameFloats));
            }

            for (var v = 0; v < vectors.Count; v++)
            {
                var narrow = dialect with { Lanes = vectors[v].Lanes };
                writer.Line(narrow.Store(Keep(narrow, Sum(v), vectors[v].At), "patch", Offset(vectors[v])));
            }
        }
    }

    /// <summary>The padding of a gradient is 0, and so is that of the framed kernels; NaN times 0 is not.</summary>
    private string Keep(Dialect dialect, string value, int at)
    {
        var channels = Site.InputGradient.Length;
        if (channels == Stride)
        {
            return value;
        }

        return Stride < dialect.Lanes ? $"({value} & {dialect.Narrow(Stride).RepeatMask(channels, dialect)})" : dialect.KeepFirst(value, channels - (at % Stride));
    }

    /// <summary>The vectors of a line of what a window saw, narrower ones at its end.</summary>
    private IEnumerable<(int Line, int At, int Lanes)> VectorsOf(Dialect dialect, int line)
    {
        var lanes = dialect.Lanes;
        for (var at = 0; at < PatchLine; at += lanes)
        {
            while (at + lanes > PatchLine)
            {
                lanes /= 2;
            }

            yield return (line, at, lanes);
        }
    }
}
