using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// y = f(W x + b) for one sample and few outputs: products run along the inputs, whole vectors of them, and the lanes of several outputs are
/// folded together.
/// </summary>
internal sealed class DotRow(AffineSite site, string name, Elementwise? activation) : Kernel
{
    public override string Name => name + "Row";

    public override IReadOnlyList<string> Comment =>
    [
        $"{AffineRow.Formula(site, activation)}, {site.Shape}, one sample.",
    ];

    public override string Reason => Why.Dots;

    public override string Parameters => Join("ref float x", "ref float weights", site.BiasParameter("bias"), "ref float y");

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => Print(writer, dialect, null, null);

    /// <inheritdoc cref="AffineRow.Print"/>
    public void Print(CodeWriter writer, Dialect dialect, RegisterRow? inputs, RegisterRow? results)
    {
        var sums = new DotSums(site, dialect);
        var group = DotSchedule.OutputsOf(site.Outputs.Length, sums.Dialect.Lanes);
        for (var first = 0; first < site.Outputs.Length; first += group)
        {
            var count = Math.Min(group, site.Outputs.Length - first);
            var fold = InputGradientSchedule.FoldOf(count);
            var wide = dialect with { Lanes = fold };
            writer.Comment(Phrase.Range("Output", first, first + count - 1) + ".");
            using (writer.Block())
            {
                var names = sums.Print(writer, 1, inputs is null ? ["x"] : [], first, count,
                    (_, width, column) => inputs?.Load(column) ?? width.Load("x", column));
                var terms = Enumerable.Range(0, fold).Select(output => output < count ? names[0, output] : sums.Dialect.Zero);
                var total = $"Lanes.FoldSum{Literal.Int(fold)}({string.Join(", ", terms)})";
                if (site.Bias is not null)
                {
                    total += " + " + wide.Load("bias", first);
                }

                writer.Line($"var z = {total};");
                var value = activation is null ? "z" : AffineRow.Activate(writer, wide, activation, "z", first);
                writer.Line(results is null ? wide.Store(value, "y", first) : $"{results.Name(first)} = {value};");
            }
        }
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        var axis = site.Weight.Axis;
        var lanes = VirtualSum.LanesOf(axis);
        writer.Line($"Span<float> lanes = stackalloc float[{Literal.Int(lanes)}];");
        using (writer.Block($"for (int output = 0; output < {Literal.Int(site.Outputs.Length)}; output++)"))
        {
            var opening = axis.Tail ?? PackedAxis.Full(0);
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(lanes)}; lane++)"))
            {
                var product = $"Unsafe.Add(ref x, {Literal.Int(opening.Start)} + lane) * Unsafe.Add(ref weights, {Literal.Int(site.Weight.PanelOffset(opening))} + (output * {Literal.Int(opening.Width)}) + lane)";
                writer.Line(opening.Valid == lanes ? $"lanes[lane] = {product};" : $"lanes[lane] = lane < {Literal.Int(opening.Valid)} ? {product} : 0f;");
            }

            var next = axis.Tail is null ? 1 : 0;
            if (next < axis.FullPanels)
            {
                writer.Blank();
                using (writer.Block($"for (int panel = {Literal.Int(next)}; panel < {Literal.Int(axis.FullPanels)}; panel++)"))
                {
                    using (writer.Block("for (int lane = 0; lane < 16; lane++)"))
                    {
                        writer.Line($"lanes[lane] = (Unsafe.Add(ref x, (panel * 16) + lane) * Unsafe.Add(ref weights, (panel * {Literal.Int(site.PanelSize)}) + (output * 16) + lane)) + lanes[lane];");
                    }
                }
            }

            writer.Blank();
            VirtualSum.PrintScalarFold(writer, "lanes", lanes);
            writer.Line($"float z = lanes[0]{(site.Bias is null ? "" : " + Unsafe.Add(ref bias, output)")};");
            var value = activation is null ? "z" : ExprPrinter.PrintShared(writer, activation.Forward, site.Scalar, _ => "z", "");
            writer.Line($"Unsafe.Add(ref y, output) = {value};");
        }
    }
}
