using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints the struct in which a training call hands its rows to the passes: every span once, whatever the overload was.</summary>
internal static class WorkEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        writer.Summary("The rows of one training or evaluation call. Lengths have been checked; a span that is empty is not used.");
        FileFrame.TypeAttributes(writer);
        using (writer.Block("internal ref struct Work"))
        {
            writer.Line("public int Rows;");
            writer.Line("public ulong Seed;");
            foreach (var input in plan.Graph.Inputs)
            {
                writer.Line($"public ReadOnlySpan<float> {Ports.RowsOf(input.Identifier)};");
                writer.Line($"public Span<float> {Ports.GradientOf(input.Identifier)};");
            }

            foreach (var output in plan.Graph.Outputs)
            {
                writer.Line($"public Span<float> {Ports.ResultOf(output.Identifier)};");
            }

            foreach (var loss in plan.Graph.Losses)
            {
                var output = plan.Graph.Outputs[loss.Terms.OutputIndex].Identifier;
                if (loss.Target != TargetKind.Labels && loss.Terms.OwnTarget is null)
                {
                    writer.Line($"public ReadOnlySpan<float> {Ports.TargetOf(output)};");
                }

                if (loss.Target is TargetKind.Classes or TargetKind.Labels)
                {
                    writer.Line($"public ReadOnlySpan<int> {Ports.LabelOf(output)};");
                }

                if (loss is ElementLossNode)
                {
                    if (loss.Terms.OwnTarget is null)
                    {
                        writer.Line($"public ReadOnlySpan<int> {Ports.SelectedOf(output)};");
                    }

                    writer.Line($"public ReadOnlySpan<float> {Ports.WeightsOf(output)};");
                }
            }

            if (plan.TakesLengths)
            {
                writer.Line("public ReadOnlySpan<int> Lengths;");
            }

            if (plan.TakesStates)
            {
                writer.Line("public Span<float> States;");
            }

            writer.Line("public ReadOnlySpan<float> RowWeights;");
            writer.Line("public Span<float> RowLoss;");
            writer.Blank();
            writer.Comment("What the call comes to: the losses added up, and what their sum is divided by for the mean.");
            writer.Line("public double Loss;");
            writer.Line("public double Divisor;");
            if (plan.Graph.Inputs.Count > 0)
            {
                writer.Blank();
                writer.Line("public bool WantsInputGradients => " + string.Join(" || ", plan.Graph.Inputs.Select(input => $"!{Ports.GradientOf(input.Identifier)}.IsEmpty")) + ";");
            }
        }
    }
}
