using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>y = f(x), element by element, for every row.</summary>
internal sealed class MapForward(MapNode node, bool portable) : RowKernel(PackedAxis.AtPosition(node.X))
{
    public override string Name => node.Layer.Identifier + "Forward";

    public override IReadOnlyList<string> Comment => [$"y = {node.Function.Formula}, {node.X.Shape}, for every row."];

    public override string Reason => Why.Elements;

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (LoopsOverVectors(node.Function.Forward, dialect))
        {
            using (Rows(writer, Axis.Stride, ("xr", "x"), ("yr", "y")))
            {
                VectorLoop(writer, dialect, ["xr", "yr"], width =>
                {
                    writer.Line($"var x0 = {width.Load("xr", 0)};");
                    var value = ExprPrinter.PrintShared(writer, node.Function.Forward, width, _ => "x0", "0");
                    writer.Line(width.Store("(" + value + ")", "yr", 0));
                });
            }

            return;
        }

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
internal sealed class MapGradient(MapNode node, bool portable) : RowKernel(PackedAxis.AtPosition(node.X))
{
    public override string Name => node.Layer.Identifier + "ActivationGradient";

    public override IReadOnlyList<string> Comment =>
        [$"dx = {node.Function.GradientFormula} ({node.Function.Name}), {node.X.Shape}, in place for every row."];

    public override string Reason => Why.InPlace;

    public override string Parameters => (NeedsInput ? "ref float x, " : "") + "ref float y, ref float gradient, int rows";

    private bool NeedsInput => node.Function.GradientNeedsInput;

    private (string Row, string Buffer)[] References =>
        NeedsInput ? [("xr", "x"), ("yr", "y"), ("gr", "gradient")] : [("yr", "y"), ("gr", "gradient")];

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        if (RowsPerVector(dialect) is var rows && rows > 1)
        {
            var tail = Axis.Panels.Single();
            if (tail.Valid < tail.Width)
            {
                writer.Line($"var valid = {dialect.Narrow(tail.Width).RepeatMask(tail.Valid, dialect)};");
            }

            using (RowsTogether(writer, rows, References))
            {
                PrintElements(writer, dialect, ["yr", "gr", "xr"], 0, value => tail.Valid < tail.Width ? $"({value} & valid)" : value);
            }

            return;
        }

        if (LoopsOverVectors(node.Function.Gradient, dialect))
        {
            using (Rows(writer, Axis.Stride, [.. References, ("first", "gradient")]))
            {
                VectorLoop(writer, dialect, [.. References.Select(reference => reference.Row)],
                    width => PrintElements(writer, width, ["yr", "gr", "xr"], 0, value => value));
                ClearPadding(writer, dialect, "first");
            }

            return;
        }

        using (Rows(writer, Axis.Stride, References))
        {
            AllPanels(writer, NeedsInput ? ["yr", "gr", "xr"] : ["yr", "gr"], (panel, references) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    if (valid <= 0)
                    {
                        writer.Line(narrow.Store(narrow.Zero, references[1], panel.Start + lane));
                        continue;
                    }

                    PrintElements(writer, narrow, references, panel.Start + lane, value => narrow.KeepFirst(value, valid));
                }
            });
        }
    }

    private void PrintElements(CodeWriter writer, Dialect dialect, IReadOnlyList<string> references, int column, Func<string, string> keep)
    {
        var index = Literal.Int(column);
        if (NeedsInput)
        {
            writer.Line($"var x{index} = {dialect.Load(references[2], column)};");
        }

        writer.Line($"var y{index} = {dialect.Load(references[0], column)};");
        writer.Line($"var dy{index} = {dialect.Load(references[1], column)};");
        var gradient = ExprPrinter.PrintShared(writer, node.Function.Gradient, dialect, name => name + index, index);
        writer.Line($"var dx{index} = {gradient};");
        writer.Line(dialect.Store(keep("dx" + index), references[1], column));
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
