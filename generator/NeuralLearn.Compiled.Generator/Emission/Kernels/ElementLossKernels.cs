using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// One row's loss as a sum over the outputs, and its gradient. Padding lanes of the gradient are 0. With weights each output's part is
/// multiplied by its own; a weight of 0 leaves the output out, whatever numbers it holds.
/// </summary>
internal sealed class ElementLoss(ElementLossNode node, bool weighted, bool portable) : SoftmaxBase(PackedAxis.AtPosition(node.Output), portable)
{
    public override string Name => node.Terms.Prefix + (weighted ? "WeightedLoss" : Through is null ? "Loss" : "ActivationLoss");

    public override IReadOnlyList<string> Comment =>
        [$"{node.Kind}: {node.Formula} of one row{(weighted ? ", each output times its weight" : "")}; also ∂loss/∂y{(Through is null ? "" : $", on through {Through.Function.Name}: {Through.Function.GradientFormula}")}."];

    public override string Reason => Why.OneRow;

    public override string Parameters => $"ref float y, ref float target, {(weighted ? "ref float weights, " : "")}ref float gradient";

    public override string Returns => "float";

    /// <summary>An activation whose output y is: its derivative is taken along, so that the gradient is that of its input.</summary>
    public MapNode? Through { get; init; }

    public Expr OwnGradient => Weigh(node.Scale == 1 ? node.Gradient : (Expr)node.Scale * node.Gradient);

    public Expr Loss => Weigh(node.Loss);

    private IReadOnlyList<string> References => weighted ? ["y", "target", "gradient", "weights"] : ["y", "target", "gradient"];

    private Expr Weigh(Expr value)
    {
        var weight = Expr.Variable("w");
        return weighted ? Expr.Select(Comparison.Equal, weight, 0.0, 0.0, weight * value) : value;
    }

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var sum = new VirtualSum(Axis, dialect, "losses");
        var next = sum.Open(writer, (narrow, panel, lane) => Term(writer, narrow, panel, lane, References, ""));
        FullPanels(writer, next, References, (panel, references) =>
        {
            for (var a = 0; a < sum.Accumulators; a++)
            {
                var term = Term(writer, sum.Dialect, panel, a * sum.Dialect.Lanes, references, "Next");
                writer.Line($"{sum.Accumulator(a)} = {sum.Accumulator(a)} + {term};");
            }
        });
        writer.Blank();
        writer.Line(Give($"{Scaled(sum.Total())}"));
    }

    public string Scaled(string total) => node.Scale == 1 ? total : total + " * " + Literal.Float(node.Scale);

    private string Term(CodeWriter writer, Dialect narrow, Panel panel, int lane, IReadOnlyList<string> references, string suffix)
    {
        var valid = panel.Valid - lane;
        var column = panel.Start + lane;
        var index = suffix + Literal.Int(column);
        if (valid <= 0)
        {
            writer.Lines(narrow.StoresPadding(references[2]) ? [narrow.Store(narrow.Zero, references[2], column)] : []);
            return narrow.Zero;
        }

        writer.Line($"var y{index} = {narrow.Load(references[0], column)};");
        writer.Line($"var t{index} = {narrow.Load(references[1], column)};");
        if (weighted)
        {
            writer.Line($"var w{index} = {narrow.Load(references[3], column)};");
        }

        var gradient = ExprPrinter.PrintShared(writer, OwnGradient, narrow, name => name + index, "g" + index);
        if (Through is not null)
        {
            writer.Line($"var dy{index} = {gradient};");
            gradient = ExprPrinter.PrintShared(writer, Through.Function.Gradient, narrow, name => name + index, "d" + index);
        }

        writer.Line($"var g{index} = {gradient};");
        writer.Line(narrow.Store(narrow.KeepFirst("g" + index, valid), references[2], column));
        var loss = ExprPrinter.PrintShared(writer, Loss, narrow, name => name + index, "l" + index);
        writer.Line($"var loss{index} = {loss};");
        return narrow.KeepFirst("loss" + index, valid);
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        PrintScalarLanes(writer);
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
        {
            writer.Line("float value = Unsafe.Add(ref y, lane);");
            writer.Line("float t = Unsafe.Add(ref target, lane);");
            if (weighted)
            {
                writer.Line("float w = Unsafe.Add(ref weights, lane);");
            }

            var gradient = ExprPrinter.PrintShared(writer, OwnGradient, Scalar, Name, "");
            if (Through is not null)
            {
                writer.Line($"float dy = {gradient};");
                gradient = ExprPrinter.PrintShared(writer, Through.Function.Gradient, Scalar, Name, "d");
            }

            writer.Line(Axis.Length == Axis.Width
                ? $"Unsafe.Add(ref gradient, lane) = {gradient};"
                : $"Unsafe.Add(ref gradient, lane) = lane < {Literal.Int(Axis.Length)} ? {gradient} : 0f;");
        }

        writer.Blank();
        PrintScalarSum(writer, "total", index =>
        {
            var loss = "(" + ExprPrinter.Print(Loss, Scalar, name => $"Unsafe.Add(ref {(name == "y" ? "y" : name == "w" ? "weights" : "target")}, {index})") + ")";
            return Axis.Length == Axis.Width ? loss : $"({index} < {Literal.Int(Axis.Length)} ? {loss} : 0f)";
        });
        writer.Line(Give($"{Scaled("total")}"));

        static string Name(string name) => name == "y" ? "value" : name;
    }
}

/// <summary>The loss of one chosen output of a row; the gradient of the others is 0.</summary>
internal sealed class SelectedLoss(ElementLossNode node, bool portable) : RowKernel(PackedAxis.AtPosition(node.Output))
{
    public override string Name => node.Terms.Prefix + "SelectedLoss";

    public override IReadOnlyList<string> Comment => [$"{node.Kind} of the output that was selected; ∂loss/∂y is 0 for the others."];

    public override string Reason => Why.OneRow;

    public override string Parameters => "ref float y, int selected, float t, ref float gradient";

    public override string Returns => "float";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        AllPanels(writer, ["gradient"], (panel, references) =>
        {
            var narrow = dialect.Narrow(panel.Width);
            foreach (var (lane, _) in Vectors(panel, narrow))
            {
                writer.Line(narrow.Store(narrow.Zero, references[0], panel.Start + lane));
            }
        });
        PrintOne(writer);
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
        {
            writer.Line("Unsafe.Add(ref gradient, lane) = 0f;");
        }

        PrintOne(writer);
    }

    /// <summary>One element needs no vectors; formulas of losses have no multiply-add that could be fused.</summary>
    private void PrintOne(CodeWriter writer)
    {
        var scalar = Dialect.ForLevel(1, portable);
        writer.Blank();
        writer.Line("float value = Unsafe.Add(ref y, selected);");
        var gradient = ExprPrinter.PrintShared(writer, node.Gradient, scalar, name => name == "y" ? "value" : name, "g");
        writer.Line($"Unsafe.Add(ref gradient, selected) = {gradient};");
        var loss = ExprPrinter.PrintShared(writer, node.Loss, scalar, name => name == "y" ? "value" : name, "l");
        writer.Line(Give($"{loss}"));
    }
}
