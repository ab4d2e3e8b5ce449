using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>One row's Σ max(0, 1 - y[label] + y) / K over the classes but the right one.</summary>
internal sealed class MarginLoss(MarginLossNode node, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.Output), portable)
{
    public override string Name => node.Terms.Prefix + "LabelLoss";

    public override IReadOnlyList<string> Comment =>
    [
        "HingeLoss: Σ max(0, 1 - y[label] + y) / K over the other classes; ∂loss/∂y = 1/K where that is above 0, minus their number/K at the label.",
    ];

    public override string Reason => Why.OneRow;

    public override string Parameters => "ref float y, int label, ref float gradient";

    public override string Returns => "float";

    private string Share => Literal.Float(1.0 / Axis.Length);

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        writer.Line("float limit = 1f - Unsafe.Add(ref y, label);");
        var sum = new VirtualSum(Axis, dialect, "slacks");
        string Term(Dialect narrow, Panel panel, int lane, IReadOnlyList<string> references, string suffix)
        {
            var valid = panel.Valid - lane;
            var column = panel.Start + lane;
            if (valid <= 0)
            {
                writer.Line(narrow.Store(narrow.Zero, references[1], column));
                return narrow.Zero;
            }

            var name = "slack" + suffix + Literal.Int(column);
            writer.Line($"var {name} = {narrow.KeepFirst($"Lanes.Relu({narrow.Load(references[0], column)} + {narrow.Broadcast("limit")})", valid)};");
            var step = $"{narrow.Class}.ConditionalSelect({narrow.Class}.GreaterThan({name}, {narrow.Zero}), {narrow.Broadcast(Share)}, {narrow.Zero})";
            writer.Line(narrow.Store(step, references[1], column));
            return name;
        }

        var next = sum.Open(writer, (narrow, panel, lane) => Term(narrow, panel, lane, ["y", "gradient"], ""));
        FullPanels(writer, next, ["y", "gradient"], (panel, references) =>
        {
            for (var a = 0; a < sum.Accumulators; a++)
            {
                var name = Term(sum.Dialect, panel, a * sum.Dialect.Lanes, references, "Next");
                writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {name};");
            }
        });
        writer.Line($"float total = {sum.Total()};");
        PrintReturn(writer);
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        writer.Line("float limit = 1f - Unsafe.Add(ref y, label);");
        PrintScalarLanes(writer);
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
        {
            writer.Line($"Unsafe.Add(ref gradient, lane) = lane < {Literal.Int(Axis.Length)} && Lanes.Relu(Unsafe.Add(ref y, lane) + limit) > 0f ? {Share} : 0f;");
        }

        writer.Blank();
        PrintScalarSum(writer, "total", index => Axis.Length == Axis.Width
            ? $"Lanes.Relu(Unsafe.Add(ref y, {index}) + limit)"
            : $"({index} < {Literal.Int(Axis.Length)} ? Lanes.Relu(Unsafe.Add(ref y, {index}) + limit) : 0f)");
        PrintReturn(writer);
    }

    /// <summary>The right class took part with a slack of 1, which is taken off again; 1 - y + y may be rounded, so it is worked out once more.</summary>
    private void PrintReturn(CodeWriter writer)
    {
        writer.Blank();
        writer.Line("int above = 0;");
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
        {
            writer.Line("above += lane != label && Unsafe.Add(ref gradient, lane) > 0f ? 1 : 0;");
        }

        writer.Blank();
        writer.Line($"Unsafe.Add(ref gradient, label) = -above * {Share};");
        writer.Line(Give($"(total - Lanes.Relu(Unsafe.Add(ref y, label) + limit)) * {Share}"));
    }
}
