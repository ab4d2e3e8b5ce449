using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How one step of one row runs.</summary>
internal static class RecurrentRowSchedule
{
    /// <summary>
    /// Whether the sums of all gates are held in registers at a vector width: with two vectors of units they and their partial sums are as
    /// many as there are registers. At 128 bits they are not.
    /// </summary>
    public static bool IsDirect(RecurrentNode node, int lanes) =>
        lanes >= 8 && new PackedAxis(node.Units) is { Width: <= 16 } axis && axis.Width / Math.Min(lanes, axis.Width) <= 2;
}
