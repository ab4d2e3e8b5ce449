using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>y = f(W x + b) for one sample: each input multiplies whole vectors of outputs, whose sums stay in registers.</summary>
internal sealed class AffineRow(AffineSite site, string name, Elementwise? activation) : Kernel
{
    public override string Name => name + "Row";

    public override IReadOnlyList<string> Comment =>
    [
        $"{Formula(site, activation)}, {site.Shape}, one sample.",
    ];

    public override string Reason => Why.OfRow(site.PartialSums, site.Words.Result == "y", site.Bias is not null) + Why.OfUnroll(site.Unroll);

    public override string Parameters => Join("ref float x", "ref float weights", site.BiasParameter("bias"), "ref float y");

    public static string Formula(AffineSite site, Elementwise? activation)
    {
        var sum = site.Words.Product + (site.Bias is null ? "" : " + b");
        return $"{site.Words.Result} = " + (activation is null ? sum : $"{activation.Name}({sum})");
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer, dialect, null, null);

    /// <param name="inputs">Where the inputs are if not in memory at <c>x</c>.</param>
    /// <param name="results">Where the outputs go if not to memory at <c>y</c>.</param>
    public void Print(CodeWriter writer, Dialect dialect, RegisterRow? inputs, RegisterRow? results)
    {
        var schedule = RowSchedule.Of(site.Inputs, site.Outputs, site.PartialSums, dialect.Lanes, site.Unroll, inputs is not null);
        var loops = results is null && schedule.LoopsOverActivations(activation);
        foreach (var block in schedule.Blocks)
        {
            var narrow = dialect with { Lanes = block.Lanes };
            var last = Math.Min(block.Column(block.Vectors.Count - 1) + block.Lanes + ((block.Repeat - 1) * block.Panels * 16), site.Outputs.Length) - 1;
            writer.Comment($"Outputs {Literal.Int(block.Column(0))} to {Literal.Int(last)}{(block.Repeat == 1 ? "" : $", {Literal.Int(block.Panels * 16)} at a time")}.");
            if (block.Repeat == 1)
            {
                PrintBlock(writer, narrow, block, inputs, results, ("weights", "bias", "y"), loops);
            }
            else
            {
                PrintRepeated(writer, narrow, block, loops);
            }

            writer.Blank();
        }

        if (loops)
        {
            writer.Comment($"{activation!.Name} of all sums.");
            using (writer.Block())
            {
                PrintActivations(writer, dialect);
            }
        }
    }

    private void PrintRepeated(CodeWriter writer, Dialect dialect, RowBlock block, bool loops)
    {
        using (writer.Part(Phrase.Range("Output", 0, (block.Repeat * block.Panels * 16) - 1) + $", {Phrase.Count(block.Panels * 16, "output")} at a time."))
        {
            writer.Line("ref float panel = ref weights;");
            writer.Line("ref float column = ref y;");
            if (site.Bias is not null)
            {
                writer.Line("ref float offset = ref bias;");
            }

            using (writer.Block($"for (int tile = 0; tile < {Literal.Int(block.Repeat)}; tile++)"))
            {
                PrintBlock(writer, dialect, block, null, null, ("panel", "offset", "column"), loops);
                writer.Blank();
                writer.Line(Advance("panel", (long)block.Panels * site.PanelSize));
                writer.Line(Advance("column", block.Panels * 16));
                if (site.Bias is not null)
                {
                    writer.Line(Advance("offset", block.Panels * 16));
                }
            }
        }
    }

    private void PrintBlock(
        CodeWriter writer, Dialect dialect, RowBlock schedule, RegisterRow? inputs, RegisterRow? results, (string Weights, string Bias, string Y) names, bool loops)
    {
        var vectors = schedule.Vectors;
        var width = vectors[0].Panel.Width;
        var partials = site.PartialSums;
        string Sum(int vector, int partial) => partials == 1 ? "sum" + Literal.Int(vector) : $"sum{Literal.Int(vector)}_{Literal.Int(partial)}";
        using (writer.Block())
        {
            for (var v = 0; v < vectors.Count; v++)
            {
                for (var p = 0; p < partials; p++)
                {
                    var initial = p == 0 && site.Bias is not null ? dialect.Load(names.Bias, schedule.Column(v)) : dialect.Zero;
                    writer.Line($"var {Sum(v, p)} = {initial};");
                }
            }

            void Products(string x, string w, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var broadcast = "x" + Literal.Int(i);
                    if (inputs is not null && i % 4 == 0 && i + 4 <= count)
                    {
                        writer.Line($"var four{Literal.Int(i)} = {inputs.Four(i, dialect)};");
                    }

                    var value = inputs is null ? dialect.Broadcast(Dialect.At(x, i))
                        : dialect.SpreadOne((i | 3) < count ? "four" + Literal.Int(i & ~3) : inputs.Four(i & ~3, dialect), i & 3);
                    writer.Line($"var {broadcast} = {value};");
                    for (var v = 0; v < vectors.Count; v++)
                    {
                        var offset = (site.Weight.PanelOffset(vectors[v].Panel) - site.Weight.PanelOffset(vectors[0].Panel))
                            + vectors[v].Lane - vectors[0].Lane + (i * width);
                        var sum = Sum(v, i % partials);
                        writer.Line($"{sum} = {dialect.MultiplyAdd(broadcast, dialect.Load(w, offset), sum)};");
                    }
                }
            }

            var origin = site.Weight.PanelOffset(vectors[0].Panel) + vectors[0].Lane;
            writer.Line($"ref float wk = {Dialect.RefAt(names.Weights, origin)};");
            var step = schedule.Step;
            if (step == site.Inputs)
            {
                Products("x", "wk", site.Inputs);
            }
            else
            {
                var rest = site.Inputs % step;
                writer.Line("ref float xk = ref x;");
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Inputs / step)}; k++)"))
                {
                    Products("xk", "wk", step);
                    writer.Line(Advance("xk", step));
                    writer.Line(Advance("wk", (long)step * width));
                }

                if (rest > 0)
                {
                    writer.Blank();
                    using (writer.Part($"The last {Phrase.Count(rest, "input")}."))
                    {
                        Products("xk", "wk", rest);
                    }
                }
            }

            writer.Blank();
            for (var v = 0; v < vectors.Count; v++)
            {
                var total = AffineSite.Combine([.. Enumerable.Range(0, partials).Select(p => Sum(v, p))]);
                var column = schedule.Column(v);
                if (results is null)
                {
                    PrintStore(writer, dialect, loops ? null : activation, total, v, names.Y, column);
                }
                else
                {
                    writer.Line($"{results.Name(column)} = {Activate(writer, dialect, activation, total, v)};");
                }
            }
        }
    }

    /// <summary>Panel by panel over the stored sums.</summary>
    private void PrintActivations(CodeWriter writer, Dialect dialect)
    {
        void Panel(Panel panel, string reference)
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, _) in Vectors(panel, narrow).Where(vector => vector.Valid > 0))
            {
                PrintStore(writer, narrow, activation, narrow.Load(reference, panel.Start + lane), panel.Start + lane, reference, panel.Start + lane);
            }
        }

        if (site.Outputs.FullPanels > 0)
        {
            writer.Line("ref float yk = ref y;");
            using (writer.Block($"for (int panel = 0; panel < {Literal.Int(site.Outputs.FullPanels)}; panel++)"))
            {
                Panel(PackedAxis.Full(0), "yk");
                writer.Line(Advance("yk", 16));
            }

            writer.Blank();
        }

        if (site.Outputs.Tail is { } tail)
        {
            using (writer.Part(Phrase.Range("Output", tail.Start, tail.Start + tail.Valid - 1) + "."))
            {
                Panel(tail, "y");
            }
        }
    }

    /// <summary>Applies the activation to a finished sum and stores it.</summary>
    public static void PrintStore(
        CodeWriter writer, Dialect dialect, Elementwise? activation, string total, int suffix, string y, int offset)
    {
        writer.Line(dialect.Store(Activate(writer, dialect, activation, total, suffix), y, offset));
    }

    /// <summary>The activation of a finished sum, as an expression.</summary>
    public static string Activate(CodeWriter writer, Dialect dialect, Elementwise? activation, string total, int suffix)
    {
        var name = "z" + Literal.Int(suffix);
        if (activation is not null || total.Contains('+'))
        {
            writer.Line($"var {name} = {total};");
            total = name;
        }

        if (activation is not null)
        {
            total = ExprPrinter.PrintShared(writer, activation.Forward, dialect, _ => name, Literal.Int(suffix));
            if (activation.Forward is not CallExpr)
            {
                total = "(" + total + ")";
            }
        }

        return total;
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        ScalarLoops.Panels(writer, site.Outputs, site.Inputs, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                var partials = site.PartialSums;
                for (var p = 0; p < partials; p++)
                {
                    var initial = p == 0 && site.Bias is not null ? $"Unsafe.Add(ref bias, {panel.Column} + lane)" : "0f";
                    writer.Line($"float sum{Literal.Int(p)} = {initial};");
                }

                var whole = site.Inputs / partials * partials;
                string Product(string index, int p) =>
                    $"sum{Literal.Int(p)} = (Unsafe.Add(ref x, {index}) * Unsafe.Add(ref weights, {panel.Weights} + (({index}) * {panel.Width}) + lane)) + sum{Literal.Int(p)};";
                using (writer.Block($"for (int k = 0; k < {Literal.Int(whole)}; k += {Literal.Int(partials)})"))
                {
                    for (var p = 0; p < partials; p++)
                    {
                        writer.Line(Product(p == 0 ? "k" : "k + " + Literal.Int(p), p));
                    }
                }

                writer.Blank();
                for (var i = whole; i < site.Inputs; i++)
                {
                    writer.Line(Product(Literal.Int(i), i - whole));
                }

                var total = AffineSite.Combine([.. Enumerable.Range(0, partials).Select(p => "sum" + Literal.Int(p))]);
                writer.Line($"float z = {total};");
                var value = activation is null ? "z" : ExprPrinter.PrintShared(writer, activation.Forward, site.Scalar, _ => "z", "");
                writer.Line($"Unsafe.Add(ref y, {panel.Column} + lane) = {value};");
            }
        });
    }
}
