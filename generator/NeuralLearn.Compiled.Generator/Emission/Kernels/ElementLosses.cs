using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// The losses of many rows with few outputs: a vector holds several rows, so that a logarithm or a division serves all of them. Each row
/// has the bits of <see cref="ElementLoss"/>.
/// </summary>
internal sealed class ElementLosses(ElementLossNode node, bool portable) : RowKernel(PackedAxis.AtPosition(node.Output))
{
    private readonly ElementLoss _row = new(node, false, portable);

    public override string Name => node.Terms.Prefix + "Losses";

    public override IReadOnlyList<string> Comment =>
    [
        $"{node.Kind}: {node.Formula} of every row; also ∂loss/∂y.",
    ];

    public override string Reason => Why.RowsTogether;

    public override string Parameters => "ref float y, ref float target, ref float gradient, ref float losses, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var tail = Axis.Panels.Single();
        var narrow = dialect.Narrow(tail.Width);
        var rowsPerVector = RowsPerVector(dialect);
        var valid = rowsPerVector > 1 && tail.Valid < tail.Width ? "valid" : null;
        if (valid is not null)
        {
            writer.Line($"var valid = {narrow.RepeatMask(tail.Valid, dialect)};");
        }

        using (RowsTogether(writer, rowsPerVector, ("yr", "y"), ("tr", "target"), ("gr", "gradient"), ("lr", "losses")))
        {
            foreach (var (lane, real) in Vectors(tail, narrow))
            {
                var wide = rowsPerVector > 1 ? dialect : narrow;
                var index = Literal.Int(lane);
                string Keep(string value) => rowsPerVector == 1 ? wide.KeepFirst(value, real) : valid is null ? value : $"({value} & valid)";
                if (real <= 0)
                {
                    writer.Line(wide.Store(wide.Zero, "gr", lane));
                    writer.Line(wide.Store(wide.Zero, "lr", lane));
                    continue;
                }

                writer.Line($"var y{index} = {wide.Load("yr", lane)};");
                writer.Line($"var t{index} = {wide.Load("tr", lane)};");
                writer.Line($"var g{index} = {ExprPrinter.PrintShared(writer, _row.OwnGradient, wide, name => name + index, "g" + index)};");
                writer.Line(wide.Store(Keep("g" + index), "gr", lane));
                writer.Line($"var loss{index} = {ExprPrinter.PrintShared(writer, _row.Loss, wide, name => name + index, "l" + index)};");
                writer.Line(wide.Store(Keep("loss" + index), "lr", lane));
            }
        }

        writer.Blank();
        using (Rows(writer, tail.Width, ("lr", "losses")))
        {
            var sum = new VirtualSum(Axis, dialect, "sum");
            sum.Open(writer, (width, _, lane) => width.Load("lr", lane));
            writer.Line($"Unsafe.Add(ref losses, row) = {_row.Scaled(sum.Total())};");
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (Rows(writer, Axis.Stride, ("yr", "y"), ("tr", "target"), ("gr", "gradient")))
        {
            writer.Line($"Unsafe.Add(ref losses, row) = {_row.Name}(ref yr, ref tr, ref gr);");
        }
    }
}
