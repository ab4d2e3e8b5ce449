using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>One row's -y[label]; the gradient is -1 there and 0 elsewhere, padding included.</summary>
internal sealed class LabelLikelihoodLoss(NegativeLogLikelihoodLossNode node) : RowKernel(PackedAxis.AtPosition(node.Output))
{
    public override string Name => node.Terms.Prefix + "LabelLoss";

    public override IReadOnlyList<string> Comment => ["NegativeLogLikelihoodLoss: -y[label] of one row; ∂loss/∂y = -1 at the label."];

    public override string Reason => Why.OneLabel;

    public override string Parameters => "ref float y, int label, ref float gradient";

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
        PrintReturn(writer);
    }

    protected override void PrintScalar(CodeWriter writer)
    {
        using (writer.Block($"for (int lane = 0; lane < {Literal.Int(Axis.Width)}; lane++)"))
        {
            writer.Line("Unsafe.Add(ref gradient, lane) = 0f;");
        }

        PrintReturn(writer);
    }

    private void PrintReturn(CodeWriter writer)
    {
        writer.Blank();
        writer.Line("Unsafe.Add(ref gradient, label) = -1f;");
        writer.Line(Give("-Unsafe.Add(ref y, label)"));
    }
}
