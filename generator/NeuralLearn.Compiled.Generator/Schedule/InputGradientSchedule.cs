using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How ∂loss/∂input of an affine operation is worked out at one vector width.</summary>
/// <param name="Inputs">Inputs whose sums are folded together: a vector full, as each fold then halves two vectors into one.</param>
/// <param name="HoldsGradient">Whether ∂loss/∂output stays in registers for all inputs; else it is read again for each.</param>
internal sealed record InputGradientSchedule(int Inputs, bool HoldsGradient)
{
    /// <summary>
    /// Whether all samples go by for one group of inputs before the next: its weights then come from the first cache for all but the first
    /// sample. One load per multiply-add is what that cache gives, so registers need not be shared between samples.
    /// </summary>
    public static bool GoesByGroups(int weights) => weights > Tiling.CachedWeights;

    public static InputGradientSchedule Of(int inputs, PackedAxis outputs, int lanes)
    {
        var widest = outputs.FullPanels > 0 ? SumOrder.VirtualLanes : outputs.TailWidth;
        var vectors = outputs.Panels.Sum(panel => Math.Max(1, panel.Width / lanes));

        // 512 bits come with 32 registers, of which the sums take 16; the others are planned for 16, of which 8 or 4 are taken.
        return new InputGradientSchedule(Math.Min(Math.Min(lanes, widest), FoldOf(inputs)), vectors <= (lanes == 16 ? 10 : 6));
    }

    /// <summary>The narrowest fold for so many sums.</summary>
    public static int FoldOf(int inputs) => inputs <= 4 ? 4 : inputs <= 8 ? 8 : 16;
}
