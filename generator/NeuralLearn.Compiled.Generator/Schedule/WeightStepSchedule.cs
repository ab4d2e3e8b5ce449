namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How the step on one affine operation from a single row is written at one vector width.</summary>
/// <param name="UnrollsPanels">Panels along the lanes are written out, so that the row's gradient may be in registers.</param>
/// <param name="UnrollsGroups">So are the groups of inputs, and dx may stay in registers.</param>
internal sealed record WeightStepSchedule(bool UnrollsPanels, bool UnrollsGroups)
{
    private const int UnrolledPanels = 4;

    /// <summary>Vectors of weights up to which the whole step is written out; each takes some five instructions.</summary>
    private const int UnrolledVectors = 160;

    public static WeightStepSchedule Of(PackedTensor weight, int lanes, bool passesOn)
    {
        var axis = weight.Axis;
        if (weight.AlongInputs)
        {
            var all = axis.FullPanels <= UnrolledPanels && weight.Rows * RowPlacement.VectorsOf(axis, lanes) <= UnrolledVectors;
            return new WeightStepSchedule(all, all);
        }

        if (!passesOn)
        {
            return new WeightStepSchedule(true, false);
        }

        // What is folded together must be what a vector of dx holds.
        var panels = axis.FullPanels <= UnrolledPanels;
        var inputs = new PackedAxis(weight.Rows);
        var group = InputGradientSchedule.Of(weight.Rows, axis, lanes).Inputs;
        var fits = inputs.Panels.All(panel => panel.Width <= group || (group == lanes && (panel.Valid % group is 0 || InputGradientSchedule.FoldOf(panel.Valid % group) == group)));
        return new WeightStepSchedule(panels, panels && fits && weight.Rows * RowPlacement.VectorsOf(axis, lanes) <= UnrolledVectors);
    }
}
