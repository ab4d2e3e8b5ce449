using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Which gradients of a single row's training step go from kernel to kernel in registers.</summary>
internal static class RowGradients
{
    /// <summary>Those that a loss or a written-out step makes and only written-out steps read.</summary>
    public static IReadOnlyCollection<GradientBuffer> InRegisters(NetworkPlan plan, RowStepPlan step, bool inOneMethod, int lanes)
    {
        var held = new HashSet<GradientBuffer>();
        if (!inOneMethod || lanes < 8)
        {
            return held;
        }

        WeightStepSchedule Schedule(WeightStep weight) => WeightStepSchedule.Of(plan.Layout[weight.Affine.Weight], lanes, weight.Dx is not null, step.Rule.LinesPerVector, plan.Unroll);
        var loss = step.Loss.Loss;
        var makers = step.Backward.OfType<WeightStep>().Where(weight => weight.Dx is not null && Schedule(weight).UnrollsGroups).Select(weight => weight.Dx!).ToList();
        if (loss is ElementLossNode or CrossEntropyLossNode && new PackedAxis(loss.Output.Size).FullPanels <= Tiling.UnrolledPanels)
        {
            makers.Add(step.Loss.Gradient);
        }

        foreach (var buffer in makers)
        {
            // A buffer's reader is whoever names it as ∂loss/∂output; sums and merges read others too and keep to memory.
            var readers = step.Backward.Where(reader => ReferenceEquals(reader.Dy, buffer)).ToList();
            var isMerged = step.Backward.Any(other => other is AccumulateStep accumulate && ReferenceEquals(accumulate.Term, buffer));
            if (!isMerged && readers.Count == 1 && readers[0] is WeightStep weight && Schedule(weight).UnrollsPanels)
            {
                held.Add(buffer);
            }
        }

        return held;
    }
}
