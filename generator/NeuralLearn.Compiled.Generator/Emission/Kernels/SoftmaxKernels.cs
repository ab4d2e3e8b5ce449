using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The parts of a softmax that the layer and the cross-entropy loss share.</summary>
internal abstract class SoftmaxBase(PackedAxis axis, bool portable) : RowKernel(axis)
{
    protected string Exp => (portable ? "Portable" : "") + "VectorMath.Exp";

    protected string Log => (portable ? "Portable" : "") + "VectorMath.Log";

    protected Dialect Scalar { get; } = Dialect.ForLevel(1, portable);

    private readonly Dictionary<int, string> _exponentials = [];

    protected bool ExponentialsInLocals => Axis.FullPanels <= Tiling.UnrolledPanels;

    /// <summary>The exponentials from a column on: a local, or read back from where they were written.</summary>
    protected string Exponentials(Dialect dialect, string y, int column) => ExponentialsInLocals ? _exponentials[column] : dialect.Load(y, column);

    /// <summary>
    /// Declares <c>max</c>, the largest of x; padding counts as -∞. With a NaN it may be anything: the exponentials and their sum are NaN then.
    /// </summary>
    protected void PrintMax(CodeWriter writer, Dialect dialect, string x)
    {
        var lowest = dialect.Broadcast("float.NegativeInfinity");
        writer.Line($"var largest = {lowest};");
        AllPanels(writer, [x], (panel, references) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, valid) in Vectors(panel, narrow))
            {
                if (valid <= 0)
                {
                    continue;
                }

                var value = narrow.FillAfter(narrow.Load(references[0], panel.Start + lane), valid, narrow.Broadcast("float.NegativeInfinity"));
                if (narrow.Lanes < dialect.Lanes)
                {
                    // The lanes above a narrow panel must not look like zeros.
                    writer.Line($"largest = Lanes.Larger(largest, {dialect.FillAfter(dialect.Widen(value, narrow.Lanes), narrow.Lanes, lowest)});");
                }
                else
                {
                    writer.Line($"largest = Lanes.Larger(largest, {value});");
                }
            }
        });
        writer.Line("float max = Lanes.FoldLarger(largest);");
    }

    /// <summary>
    /// Declares <c>total</c>, the sum of e^(x - max), 0 in the padding. The exponentials go to y, or, where few panels are written out, stay in
    /// locals.
    /// </summary>
    protected void PrintExponentials(CodeWriter writer, Dialect dialect, string x, string y)
    {
        var sum = new VirtualSum(Axis, dialect, "exponentials");
        _exponentials.Clear();
        string Term(Dialect narrow, Panel panel, int lane, string from, string to)
        {
            var valid = panel.Valid - lane;
            var name = (from == x ? "e" : "next") + Literal.Int(panel.Start + lane);
            if (valid <= 0)
            {
                writer.Line($"var {name} = {narrow.Zero};");
            }
            else
            {
                var value = $"{Exp}({narrow.Load(from, panel.Start + lane)} - {narrow.Broadcast("max")})";
                writer.Line($"var {name} = {narrow.KeepFirst(value, valid)};");
            }

            if (ExponentialsInLocals)
            {
                _exponentials[panel.Start + lane] = name;
            }
            else
            {
                writer.Line(narrow.Store(name, to, panel.Start + lane));
            }

            return name;
        }

        var terms = new Dictionary<(int, int), string>();
        var opening = Axis.Tail ?? PackedAxis.Full(0);
        var first = sum.Dialect.Narrow(opening.Width);
        foreach (var (lane, _) in Vectors(opening, first))
        {
            terms[(opening.Index, lane)] = Term(first, opening, lane, x, y);
        }

        var next = sum.Open(writer, (_, panel, lane) => terms[(panel.Index, lane)]);
        FullPanels(writer, next, [x, y], (panel, references) =>
        {
            for (var a = 0; a < sum.Accumulators; a++)
            {
                var name = Term(sum.Dialect, panel, a * sum.Dialect.Lanes, references[0], references[1]);
                writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {name};");
            }
        });
        writer.Line($"float total = {sum.Total()};");
    }

    /// <summary>Scalar code for both.</summary>
    protected void PrintScalarExponentials(CodeWriter writer, string x, string y)
    {
        writer.Line("float max = float.NegativeInfinity;");
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            writer.Line($"max = Lanes.Larger(max, Unsafe.Add(ref {x}, lane));");
        }

        writer.Blank();
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
        {
            writer.Line($"Unsafe.Add(ref {y}, lane) = lane < {Literal.Int(Axis.Length)} ? {Exp}(Unsafe.Add(ref {x}, lane) - max) : 0f;");
        }

        writer.Blank();
        PrintScalarSum(writer, "total", index => $"Unsafe.Add(ref {y}, {index})");
    }

    /// <summary>Declares a float with the canonical sum of a term over the packed axis; <c>lanes</c> must be a span in scope.</summary>
    protected void PrintScalarSum(CodeWriter writer, string name, Func<string, string> term)
    {
        var count = VirtualSum.LanesOf(Axis);
        var opening = Axis.Tail ?? PackedAxis.Full(0);
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(count)}; lane++)"))
        {
            var value = term(opening.Start == 0 ? "lane" : Literal.Int(opening.Start) + " + lane");
            writer.Line(opening.Width == count ? $"lanes[lane] = {value};" : $"lanes[lane] = lane < {Literal.Int(opening.Width)} ? {value} : 0f;");
        }

        var next = Axis.Tail is null ? 1 : 0;
        if (next < Axis.FullPanels)
        {
            writer.Blank();
            using (writer.Block($"for (int index = {Literal.Int(next * 16)}; index < {Literal.Int(Axis.FullPanels * 16)}; index++)"))
            {
                writer.Line($"lanes[index % 16] = lanes[index % 16] + {term("index")};");
            }
        }

        writer.Blank();
        VirtualSum.PrintScalarFold(writer, "lanes", count);
        writer.Line($"float {name} = lanes[0];");
    }

    protected void PrintScalarLanes(CodeWriter writer) =>
        writer.Line($"Span<float> lanes = stackalloc float[{Literal.Int(VirtualSum.LanesOf(Axis))}];");
}

/// <summary>y = e^(x - max x) / Σ e^(x - max x) for every row.</summary>
internal sealed class SoftmaxForward(SoftmaxNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "Softmax";

    public override IReadOnlyList<string> Comment =>
        [$"y = e^(x - max x) / Σ e^(x - max x), {node.X.Shape}, for every row."];

    public override string Reason => Why.Exponentials;

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
        {
            PrintMax(writer, dialect, "xr");
            writer.Blank();
            PrintExponentials(writer, dialect, "xr", "yr");
            writer.Blank();
            AllPanels(writer, ["yr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    if (valid > 0)
                    {
                        var exponentials = Exponentials(narrow, references[0], panel.Start + lane);
                        writer.Line(narrow.Store($"({exponentials} / {narrow.Broadcast("total")})", references[0], panel.Start + lane));
                    }
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer);
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
        {
            PrintScalarExponentials(writer, "xr", "yr");
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
            {
                writer.Line("Unsafe.Add(ref yr, lane) = Unsafe.Add(ref yr, lane) / total;");
            }
        }
    }
}

/// <summary>dx = y ⊙ (dy - Σ dy y), in place for every row.</summary>
internal sealed class SoftmaxGradient(SoftmaxNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "SoftmaxGradient";

    public override IReadOnlyList<string> Comment => [$"dx = y (dy - Σ dy y), {node.X.Shape}, in place for every row."];

    public override string Reason => Why.RowSums;

    public override string Parameters => "ref float y, ref float gradient, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("yr", "y"), ("gr", "gradient")))
        {
            var sum = new VirtualSum(Axis, dialect, "products");
            string Product(Dialect narrow, Panel panel, int lane, string y, string gradient) =>
                panel.Valid <= lane
                    ? narrow.Zero
                    : narrow.KeepFirst($"({narrow.Load(y, panel.Start + lane)} * {narrow.Load(gradient, panel.Start + lane)})", panel.Valid - lane);
            var next = sum.Open(writer, (narrow, panel, lane) => Product(narrow, panel, lane, "yr", "gr"));
            FullPanels(writer, next, ["yr", "gr"], (panel, references) =>
            {
                for (var a = 0; a < sum.Accumulators; a++)
                {
                    writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {Product(sum.Dialect, panel, a * sum.Dialect.Lanes, references[0], references[1])};");
                }
            });
            writer.Line($"float total = {sum.Total()};");
            writer.Blank();
            AllPanels(writer, ["yr", "gr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    var column = panel.Start + lane;
                    var value = valid <= 0
                        ? narrow.Zero
                        : narrow.KeepFirst($"({narrow.Load(references[0], column)} * ({narrow.Load(references[1], column)} - {narrow.Broadcast("total")}))", valid);
                    writer.Line(narrow.Store(value, references[1], column));
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer);
        using (Rows(writer, Axis.Stride, ("yr", "y"), ("gr", "gradient")))
        {
            PrintScalarSum(writer, "total", index =>
                Axis.Length == Axis.Width
                    ? $"(Unsafe.Add(ref yr, {index}) * Unsafe.Add(ref gr, {index}))"
                    : $"({index} < {Literal.Int(Axis.Length)} ? Unsafe.Add(ref yr, {index}) * Unsafe.Add(ref gr, {index}) : 0f)");
            writer.Blank();
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                writer.Line($"Unsafe.Add(ref gr, lane) = lane < {Literal.Int(Axis.Length)} ? Unsafe.Add(ref yr, lane) * (Unsafe.Add(ref gr, lane) - total) : 0f;");
            }
        }
    }
}
