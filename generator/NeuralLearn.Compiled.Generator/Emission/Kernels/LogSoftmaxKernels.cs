using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>y = x - max x - ln Σ e^(x - max x) for every row.</summary>
internal sealed class LogSoftmaxForward(LogSoftmaxNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "LogSoftmax";

    public override IReadOnlyList<string> Comment =>
        [$"y = x - max x - ln Σ e^(x - max x), {node.X.Shape}, for every row."];

    public override string Reason => Why.Logarithm;

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
        {
            PrintMax(writer, dialect, "xr");
            writer.Blank();
            PrintExponentials(writer, dialect, "xr", "yr");
            writer.Line($"float logTotal = {Log}(total);");
            writer.Blank();
            AllPanels(writer, ["xr", "yr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    if (valid > 0)
                    {
                        var load = narrow.Load(references[0], panel.Start + lane);
                        writer.Line(narrow.Store($"(({load} - {narrow.Broadcast("max")}) - {narrow.Broadcast("logTotal")})", references[1], panel.Start + lane));
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
            writer.Line($"float logTotal = {Log}(total);");
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
            {
                writer.Line("Unsafe.Add(ref yr, lane) = (Unsafe.Add(ref xr, lane) - max) - logTotal;");
            }
        }
    }
}

/// <summary>dx = dy - e^y Σ dy, in place for every row.</summary>
internal sealed class LogSoftmaxGradient(LogSoftmaxNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "LogSoftmaxGradient";

    public override IReadOnlyList<string> Comment => [$"dx = dy - e^y Σ dy, {node.X.Shape}, in place for every row."];

    public override string Reason => Why.RowSums;

    public override string Parameters => "ref float y, ref float gradient, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("yr", "y"), ("gr", "gradient")))
        {
            var sum = new VirtualSum(Axis, dialect, "gradients");
            string Term(Dialect narrow, Panel panel, int lane, string gradient) => panel.Valid <= lane
                ? narrow.Zero
                : narrow.KeepFirst(narrow.Load(gradient, panel.Start + lane), panel.Valid - lane);
            var next = sum.Open(writer, (narrow, panel, lane) => Term(narrow, panel, lane, "gr"));
            FullPanels(writer, next, ["gr"], (panel, references) =>
            {
                for (var a = 0; a < sum.Accumulators; a++)
                {
                    writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {Term(sum.Dialect, panel, a * sum.Dialect.Lanes, references[0])};");
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
                        : narrow.KeepFirst($"({narrow.Load(references[1], column)} - ({Exp}({narrow.Load(references[0], column)}) * {narrow.Broadcast("total")}))", valid);
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
            PrintScalarSum(writer, "total", index => Axis.Length == Axis.Width
                ? $"Unsafe.Add(ref gr, {index})"
                : $"({index} < {Literal.Int(Axis.Length)} ? Unsafe.Add(ref gr, {index}) : 0f)");
            writer.Blank();
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                writer.Line($"Unsafe.Add(ref gr, lane) = lane < {Literal.Int(Axis.Length)} ? Unsafe.Add(ref gr, lane) - ({Exp}(Unsafe.Add(ref yr, lane)) * total) : 0f;");
            }
        }
    }
}
