using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>dslope += dy · x where x ≤ 0, row after row; for a single slope the sum over the features of a row comes first.</summary>
internal sealed class SlopeWeightGradient(SlopeNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "SlopeWeightGradient";

    public override IReadOnlyList<string> Comment =>
        [$"dslope += {(node.IsPerFeature ? "" : "Σ ")}dy x where x is not above 0, {node.X.Shape}, row after row."];

    public override string Reason => node.IsPerFeature ? Why.ColumnSums : Why.RowSums;

    public override string Parameters => "ref float x, ref float gradient, ref float slopeGradient, int rows";

    private static Expr Term => Expr.Select(Comparison.GreaterThan, Expr.Variable("x"), 0.0, 0.0, Expr.Variable("dy") * Expr.Variable("x"));

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("gr", "gradient")))
        {
            if (node.IsPerFeature)
            {
                AllPanels(writer, ["xr", "gr", "slopeGradient"], (panel, at) =>
                {
                    var narrow = dialect.Narrow(panel.Width);
                    foreach (var (lane, valid) in Vectors(panel, narrow))
                    {
                        if (valid > 0)
                        {
                            var column = panel.Start + lane;
                            writer.Line(narrow.Store($"({narrow.Load(at[2], column)} + {TermOf(narrow, panel, lane, at)})", at[2], column));
                        }
                    }
                });
                return;
            }

            var sum = new VirtualSum(Axis, dialect, "terms");
            var next = sum.Open(writer, (narrow, panel, lane) => TermOf(narrow, panel, lane, ["xr", "gr"]));
            FullPanels(writer, next, ["xr", "gr"], (panel, at) =>
            {
                for (var a = 0; a < sum.Accumulators; a++)
                {
                    writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {TermOf(sum.Dialect, panel, a * sum.Dialect.Lanes, at)};");
                }
            });
            writer.Line($"slopeGradient += {sum.Total()};");
        }
    }

    private static string TermOf(Dialect narrow, Panel panel, int lane, IReadOnlyList<string> at)
    {
        var valid = panel.Valid - lane;
        return valid <= 0
            ? narrow.Zero
            : narrow.KeepFirst(ExprPrinter.Print(Term, narrow, name => narrow.Load(name == "x" ? at[0] : at[1], panel.Start + lane)), valid);
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        static string At(string index) => ExprPrinter.Print(Term, Dialect.ForLevel(1, false), name => $"Unsafe.Add(ref {(name == "x" ? "xr" : "gr")}, {index})");
        if (!node.IsPerFeature)
        {
            PrintScalarLanes(writer);
        }

        using (Rows(writer, Axis.Stride, ("xr", "x"), ("gr", "gradient")))
        {
            if (node.IsPerFeature)
            {
                using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
                {
                    writer.Line($"Unsafe.Add(ref slopeGradient, lane) = Unsafe.Add(ref slopeGradient, lane) + {At("lane")};");
                }

                return;
            }

            PrintScalarSum(writer, "total", index => Axis.Length == Axis.Width ? At(index) : $"({index} < {Literal.Int(Axis.Length)} ? {At(index)} : 0f)");
            writer.Line("slopeGradient += total;");
        }
    }
}
