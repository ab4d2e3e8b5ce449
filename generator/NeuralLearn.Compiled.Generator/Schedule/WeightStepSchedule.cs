namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How the step on one affine operation from a single row is written at one vector width.</summary>
/// <param name="UnrollsPanels">Panels along the lanes are written out, so that the row's gradient may be in registers.</param>
/// <param name="UnrollsGroups">So are the groups of inputs, and dx may stay in registers.</param>
internal sealed record WeightStepSchedule(bool UnrollsPanels, bool UnrollsGroups)
{
    /// <summary>Registers that a vector of the row's gradient takes while the inputs go by: its own and one for the weights.</summary>
    public const int RegistersPerGradient = 2;

    /// <summary>Lines of code up to which a step is written out. Half as wide vectors are twice as many and gain less.</summary>
    private static int LinesOf(int lanes, Unroll unroll) => unroll == Unroll.Never ? 0 : lanes == 16 ? 480 : 200;

    /// <param name="lines">Lines that a vector of weights takes: few where the rule is one formula, more with numbers of the optimizer's own.</param>
    public static WeightStepSchedule Of(PackedTensor weight, int lanes, bool passesOn, int lines, Unroll unroll)
    {
        var axis = weight.Axis;
        if (weight.AlongInputs)
        {
            var all = axis.FullPanels <= Tiling.UnrolledPanels && weight.Rows * RowPlacement.VectorsOf(axis, lanes) * lines <= LinesOf(lanes, unroll);
            return new WeightStepSchedule(all, all);
        }

        if (!passesOn)
        {
            return new WeightStepSchedule(true, false);
        }

        // What is folded together must be what a vector of dx holds.
        var inputs = new PackedAxis(weight.Rows);
        var group = InputGradientSchedule.Of(weight.Rows, axis, lanes).Inputs;
        var panels = axis.FullPanels <= 1 || (axis.FullPanels <= Tiling.UnrolledPanels && group * RowPlacement.VectorsOf(axis, lanes) * lines <= LinesOf(lanes, unroll));
        var fits = inputs.Panels.All(panel => panel.Width <= group || (group == lanes && (panel.Valid % group is 0 || InputGradientSchedule.FoldOf(panel.Valid % group) == group)));
        return new WeightStepSchedule(panels, panels && fits && weight.Rows * RowPlacement.VectorsOf(axis, lanes) * lines <= LinesOf(lanes, unroll));
    }
}
