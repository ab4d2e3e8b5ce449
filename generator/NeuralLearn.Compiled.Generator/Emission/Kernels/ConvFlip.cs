using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The weights as the gradient of the input reads them: panels of inputs, in a panel one row of lanes per tap, from the last, and output.</summary>
internal sealed class ConvFlip(ConvNode node, NetworkPlan plan) : Kernel
{
    public override string Name => node.Layer.Identifier + "Flip";

    public override IReadOnlyList<string> Comment =>
    [
        $"W turned round, [{string.Join(", ", node.Weight.Shape)}]: taps from last to first, at each the outputs, lanes are inputs.",
    ];

    public override string Reason => Why.Flip;

    public override string Parameters => "ref float weights, ref float flipped";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) => PrintScalar(writer);

    protected override void PrintScalar(CodeWriter writer)
    {
        var weight = plan.Layout[node.Weight];
        var (taps, rows) = (node.Window.Taps, node.Window.Taps * node.GroupOutputs);
        writer.Line($"MemoryMarshal.CreateSpan(ref flipped, {Literal.Int(ConvSchedule.FlippedFloats(node))}).Clear();");
        ScalarLoops.Panels(writer, new PackedAxis(node.InputChannels), rows, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                writer.Line($"int input = {panel.Column} + lane;");
                var group = node.Groups == 1 ? "" : $"(input / {Literal.Int(node.GroupInputs)} * {Literal.Int(node.GroupOutputs)}) + ";
                using (writer.Block($"for (int k = 0; k < {Literal.Int(rows)}; k++)"))
                {
                    writer.Line($"int tap = {Literal.Int(taps - 1)} - (k / {Literal.Int(node.GroupOutputs)});");
                    writer.Line($"int output = {group}(k % {Literal.Int(node.GroupOutputs)});");
                    writer.Line($"int from = (tap * {Literal.Int(node.GroupInputs)}) + {(node.Groups == 1 ? "input" : $"(input % {Literal.Int(node.GroupInputs)})")};");
                    writer.Line($"Unsafe.Add(ref flipped, {panel.Weights} + (k * {panel.Width}) + lane) = Unsafe.Add(ref weights, {Place(weight)});");
                }
            }
        });
    }

    private static string Place(PackedTensor weight)
    {
        var axis = weight.Axis;
        var full = $"(output / 16 * {Literal.Int(weight.Rows * 16)}) + (from * 16) + (output % 16)";
        if (axis.Tail is not { } tail)
        {
            return full;
        }

        var last = $"{Literal.Int(weight.PanelOffset(tail))} + (from * {Literal.Int(tail.Width)}) + output - {Literal.Int(tail.Start)}";
        return axis.FullPanels == 0 ? last : $"output < {Literal.Int(tail.Start)} ? {full} : {last}";
    }
}
