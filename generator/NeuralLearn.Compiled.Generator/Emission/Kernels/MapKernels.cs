using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>y = f(x), element by element, for every row.</summary>
internal sealed class MapForward(MapNode node, bool portable) : RowKernel(new PackedAxis(node.X.Size))
{
    public override string Name => node.Layer.Identifier + "Forward";

    public override IReadOnlyList<string> Comment => [$"y = {node.Function.Formula}, {node.X.Shape}, for every row."];

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
        {
            AllPanels(writer, ["xr", "yr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, _) in Vectors(panel, narrow))
                {
                    var name = "x" + Literal.Int(panel.Start + lane);
                    writer.Line($"var {name} = {narrow.Load(references[0], panel.Start + lane)};");
                    var value = ExprPrinter.PrintShared(writer, node.Function.Forward, narrow, _ => name, Literal.Int(panel.Start + lane));
                    writer.Line(narrow.Store("(" + value + ")", references[1], panel.Start + lane));
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
            {
                writer.Line("float z = Unsafe.Add(ref xr, lane);");
                var value = ExprPrinter.PrintShared(writer, node.Function.Forward, Dialect.ForLevel(1, portable), _ => "z", "");
                writer.Line($"Unsafe.Add(ref yr, lane) = {value};");
            }
        }
    }
}

/// <summary>dx from dy through the derivative, in place, for every row. Padding lanes become 0, whatever they held.</summary>
internal sealed class MapGradient(MapNode node, bool portable) : RowKernel(new PackedAxis(node.X.Size))
{
    public override string Name => node.Layer.Identifier + "ActivationGradient";

    public override IReadOnlyList<string> Comment =>
        [$"dx = {node.Function.GradientFormula} ({node.Function.Name}), {node.X.Shape}, in place for every row."];

    public override string Parameters => (NeedsInput ? "ref float x, " : "") + "ref float y, ref float gradient, int rows";

    private bool NeedsInput => node.Function.GradientNeedsInput;

    private (string Row, string Buffer)[] References =>
        NeedsInput ? [("xr", "x"), ("yr", "y"), ("gr", "gradient")] : [("yr", "y"), ("gr", "gradient")];

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, References))
        {
            AllPanels(writer, NeedsInput ? ["yr", "gr", "xr"] : ["yr", "gr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    var index = Literal.Int(panel.Start + lane);
                    if (valid <= 0)
                    {
                        writer.Line(narrow.Store(narrow.Zero, references[1], panel.Start + lane));
                        continue;
                    }

                    if (NeedsInput)
                    {
                        writer.Line($"var x{index} = {narrow.Load(references[2], panel.Start + lane)};");
                    }

                    writer.Line($"var y{index} = {narrow.Load(references[0], panel.Start + lane)};");
                    writer.Line($"var dy{index} = {narrow.Load(references[1], panel.Start + lane)};");
                    var gradient = ExprPrinter.PrintShared(writer, node.Function.Gradient, narrow, name => name + index, index);
                    writer.Line($"var dx{index} = {gradient};");
                    writer.Line(narrow.Store(narrow.KeepFirst("dx" + index, valid), references[1], panel.Start + lane));
                }
            });
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (Rows(writer, Axis.Stride, References))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Length)}; lane++)"))
            {
                if (NeedsInput)
                {
                    writer.Line("float sum = Unsafe.Add(ref xr, lane);");
                }

                writer.Line("float value = Unsafe.Add(ref yr, lane);");
                writer.Line("float dy = Unsafe.Add(ref gr, lane);");
                var gradient = ExprPrinter.PrintShared(writer, node.Function.Gradient, Dialect.ForLevel(1, portable),
                    name => name == "y" ? "value" : name == "x" ? "sum" : name, "");
                writer.Line($"Unsafe.Add(ref gr, lane) = {gradient};");
            }

            writer.Blank();
            using (writer.Block($"for (int lane = {Literal.Int(Axis.Length)}; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                writer.Line("Unsafe.Add(ref gr, lane) = 0f;");
            }
        }
    }
}
