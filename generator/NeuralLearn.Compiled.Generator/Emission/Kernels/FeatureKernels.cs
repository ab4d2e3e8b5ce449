using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A formula over every element of each row, of which some numbers are the row's and others the same for all rows. Padding lanes become 0.
/// </summary>
internal abstract class FeatureKernel(PackedAxis axis, bool portable) : RowKernel(axis)
{
    /// <summary>A number of the formula: its variable, the parameter that holds it, and whether each row has its own.</summary>
    /// <param name="IsSingle">One number for all features.</param>
    protected sealed record Operand(string Variable, string Parameter, bool PerRow, bool IsSingle = false);

    protected abstract IReadOnlyList<Operand> Operands { get; }

    /// <summary>The parameter that receives the result, row by row; it may be one of the operands'.</summary>
    protected abstract string Result { get; }

    protected abstract Expr Formula { get; }

    public override string Parameters => string.Concat(Operands.Select(operand => operand.Parameter).Append(Result).Distinct().Select(name => $"ref float {name}, ")) + "int rows";

    private IReadOnlyList<Operand> Wide => [.. Operands.Where(operand => !operand.IsSingle)];

    private (string, string)[] RowReferences =>
        [.. Operands.Where(operand => operand.PerRow).Select(operand => operand.Parameter).Append(Result).Distinct().Select(name => (name + "r", name))];

    private static string Reference(Operand operand) => operand.PerRow ? operand.Parameter + "r" : operand.Parameter;

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        using (Rows(writer, Axis.Stride, RowReferences))
        {
            // In place the result is an operand too; a reference that is moved on must be there once.
            List<string> references = [.. Wide.Select(Reference).Append(Result + "r").Distinct()];
            var result = references.IndexOf(Result + "r");
            AllPanels(writer, references, (panel, at) =>
            {
                var narrow = dialect.Narrow(panel.Width);
                foreach (var (lane, valid) in Vectors(panel, narrow))
                {
                    var column = panel.Start + lane;
                    if (valid <= 0)
                    {
                        writer.Line(narrow.Store(narrow.Zero, at[result], column));
                        continue;
                    }

                    var index = Literal.Int(column);
                    for (var i = 0; i < Wide.Count; i++)
                    {
                        writer.Line($"var {Wide[i].Variable}{index} = {narrow.Load(at[references.IndexOf(Reference(Wide[i]))], column)};");
                    }

                    var value = ExprPrinter.PrintShared(writer, Formula, narrow, name => Variable(name, narrow, index), index);
                    writer.Line($"var result{index} = {value};");
                    writer.Line(narrow.Store(narrow.KeepFirst("result" + index, valid), at[result], column));
                }
            });
        }
    }

    private string Variable(string variable, Dialect dialect, string index) =>
        Operands.First(operand => operand.Variable == variable) is { IsSingle: true } single ? dialect.Broadcast(single.Parameter) : variable + index;

    protected override void PrintScalar(CodeWriter writer)
    {
        using (Rows(writer, Axis.Stride, RowReferences))
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
            {
                foreach (var operand in Operands)
                {
                    writer.Line(operand.IsSingle ? $"float {operand.Variable}Now = {operand.Parameter};" : $"float {operand.Variable}Now = Unsafe.Add(ref {Reference(operand)}, lane);");
                }

                var value = ExprPrinter.PrintShared(writer, Formula, Dialect.ForLevel(1, portable), name => name + "Now", "");
                writer.Line($"Unsafe.Add(ref {Result}r, lane) = {(Axis.Length == Axis.Width ? value : $"lane < {Literal.Int(Axis.Length)} ? {value} : 0f")};");
            }
        }
    }
}

/// <summary>y = (x - mean) / deviation for every row, or y = x - mean where the layer above divides.</summary>
internal sealed class StandardizeForward(StandardizeNode node, bool portable) : FeatureKernel(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "Standardize";

    public override IReadOnlyList<string> Comment => [$"{(node.IsDividedAbove ? "y = x - mean" : "y = (x - mean) / deviation")}, {node.X.Shape}, for every row."];

    public override string Reason => Why.Elements;

    protected override IReadOnlyList<Operand> Operands { get; } =
        [new("x", "x", true), new("mean", "mean", false), .. node.IsDividedAbove ? Array.Empty<Operand>() : [new("deviation", "deviation", false)]];

    protected override string Result => "y";

    protected override Expr Formula
    {
        get
        {
            var difference = Expr.Variable("x") - Expr.Variable("mean");
            return node.IsDividedAbove ? difference : difference / Expr.Variable("deviation");
        }
    }
}

/// <summary>dx = dy / deviation, in place for every row.</summary>
internal sealed class StandardizeGradient(StandardizeNode node, bool portable) : FeatureKernel(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "StandardizeGradient";

    public override IReadOnlyList<string> Comment => [$"dx = dy / deviation, {node.X.Shape}, in place for every row."];

    public override string Reason => Why.InPlace;

    protected override IReadOnlyList<Operand> Operands { get; } = [new("dy", "gradient", true), new("deviation", "deviation", false)];

    protected override string Result => "gradient";

    protected override Expr Formula => Expr.Variable("dy") / Expr.Variable("deviation");
}

/// <summary>y = x · mask for every row, 0 where the mask is 0 whatever x is: forward, and backward in place.</summary>
internal sealed class DropoutKernel(DropoutNode node, bool portable) : FeatureKernel(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "Mask";

    public override IReadOnlyList<string> Comment => [$"y = x mask, {node.X.Shape}, for every row; the mask holds 0 and 1/(1 - {Literal.Float(node.Rate)})."];

    public override string Reason => Why.Elements;

    protected override IReadOnlyList<Operand> Operands { get; } = [new("x", "x", true), new("mask", "mask", true)];

    protected override string Result => "y";

    protected override Expr Formula
    {
        get
        {
            var mask = Expr.Variable("mask");
            return Expr.Select(Comparison.Equal, mask, 0.0, 0.0, Expr.Variable("x") * mask);
        }
    }
}

/// <summary>y = x where x > 0, else slope · x, for every row.</summary>
internal sealed class SlopeForward(SlopeNode node, bool portable) : FeatureKernel(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "Slope";

    public override IReadOnlyList<string> Comment => [$"y = x where x > 0, else slope x, {node.X.Shape}, for every row."];

    public override string Reason => Why.Elements;

    protected override IReadOnlyList<Operand> Operands { get; } = [new("x", "x", true), new("slope", "slope", false, !node.IsPerFeature)];

    protected override string Result => "y";

    protected override Expr Formula => Expr.Select(Comparison.GreaterThan, Expr.Variable("x"), 0.0, Expr.Variable("x"), Expr.Variable("slope") * Expr.Variable("x"));
}

/// <summary>dx = dy where x > 0, else slope · dy, in place for every row.</summary>
internal sealed class SlopeGradient(SlopeNode node, bool portable) : FeatureKernel(PackedAxis.AtPosition(node.X), portable)
{
    public override string Name => node.Layer.Identifier + "SlopeGradient";

    public override IReadOnlyList<string> Comment => [$"dx = dy where x > 0, else slope dy, {node.X.Shape}, in place for every row."];

    public override string Reason => Why.InPlace;

    protected override IReadOnlyList<Operand> Operands { get; } =
        [new("x", "x", true), new("slope", "slope", false, !node.IsPerFeature), new("dy", "gradient", true)];

    protected override string Result => "gradient";

    protected override Expr Formula => Expr.Select(Comparison.GreaterThan, Expr.Variable("x"), 0.0, Expr.Variable("dy"), Expr.Variable("slope") * Expr.Variable("dy"));
}
