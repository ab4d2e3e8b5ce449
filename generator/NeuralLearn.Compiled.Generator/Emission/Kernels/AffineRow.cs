using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>y = f(W x + b) for one sample: each input multiplies whole vectors of outputs, whose sums stay in registers.</summary>
internal sealed class AffineRow(AffineSite site, string name, Elementwise? activation) : Kernel
{
    /// <summary>Products up to which a block of outputs is written out without a loop.</summary>
    private const int FullyUnrolledProducts = 64;

    public override string Name => name + "Row";

    public override IReadOnlyList<string> Comment =>
    [
        $"{Formula(site, activation)}, {site.Shape}, one sample.",
        site.OrderComment,
    ];

    public override string Parameters => Join("ref float x", "ref float weights", site.BiasParameter("bias"), "ref float y");

    public static string Formula(AffineSite site, Elementwise? activation)
    {
        var sum = site.Bias is null ? "W x" : "W x + b";
        return activation is null ? "y = " + sum : $"y = {activation.Name}({sum})";
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var tiling = Tiling.For(dialect.Lanes);
        var perBlock = Math.Max(1, tiling.RowAccumulators / site.PartialSums);
        var vectors = site.Outputs.Panels
            .SelectMany(panel => Vectors(panel, dialect.Narrow(panel.Width))
                .Where(vector => vector.Valid > 0)
                .Select(vector => (Panel: panel, vector.Lane)))
            .ToList();
        var start = 0;
        while (start < vectors.Count)
        {
            // A block's vectors share one stride per input, so full panels and a narrow tail never mix.
            var width = vectors[start].Panel.Width;
            var end = start;
            while (end < vectors.Count && end - start < perBlock && vectors[end].Panel.Width == width)
            {
                end++;
            }

            PrintBlock(writer, dialect.Narrow(width), vectors.GetRange(start, end - start), width);
            writer.Blank();
            start = end;
        }
    }

    private void PrintBlock(CodeWriter writer, Dialect dialect, List<(Panel Panel, int Lane)> vectors, int width)
    {
        int Column(int index) => vectors[index].Panel.Start + vectors[index].Lane;
        var partials = site.PartialSums;
        string Sum(int vector, int partial) => partials == 1 ? "sum" + Literal.Int(vector) : $"sum{Literal.Int(vector)}_{Literal.Int(partial)}";
        var last = Math.Min(Column(vectors.Count - 1) + dialect.Lanes, site.Outputs.Length) - 1;
        writer.Comment($"Outputs {Literal.Int(Column(0))} to {Literal.Int(last)}.");
        using (writer.Block())
        {
            for (var v = 0; v < vectors.Count; v++)
            {
                for (var p = 0; p < partials; p++)
                {
                    var initial = p == 0 && site.Bias is not null ? dialect.Load("bias", Column(v)) : dialect.Zero;
                    writer.Line($"var {Sum(v, p)} = {initial};");
                }
            }

            void Products(string x, string w, int inputs, int first)
            {
                for (var i = first; i < inputs; i++)
                {
                    var broadcast = "x" + Literal.Int(i - first);
                    writer.Line($"var {broadcast} = {dialect.Broadcast(Dialect.At(x, i))};");
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
            writer.Line($"ref float wk = {Dialect.RefAt("weights", origin)};");
            if (site.Inputs * vectors.Count <= FullyUnrolledProducts)
            {
                Products("x", "wk", site.Inputs, 0);
            }
            else
            {
                var step = Math.Max(partials, vectors.Count >= 8 ? 2 : 4);
                var rest = site.Inputs % step;
                writer.Line("ref float xk = ref x;");
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Inputs / step)}; k++)"))
                {
                    Products("xk", "wk", step, 0);
                    writer.Line(Advance("xk", step));
                    writer.Line(Advance("wk", (long)step * width));
                }

                if (rest > 0)
                {
                    writer.Blank();
                    using (writer.Block())
                    {
                        Products("xk", "wk", rest, 0);
                    }
                }
            }

            writer.Blank();
            for (var v = 0; v < vectors.Count; v++)
            {
                var total = AffineSite.Combine([.. Enumerable.Range(0, partials).Select(p => Sum(v, p))]);
                PrintStore(writer, dialect, activation, total, v, "y", Column(v));
            }
        }
    }

    /// <summary>Applies the activation to a finished sum and stores it.</summary>
    public static void PrintStore(
        CodeWriter writer, Dialect dialect, Elementwise? activation, string total, int suffix, string y, int offset)
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

        writer.Line(dialect.Store(total, y, offset));
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
