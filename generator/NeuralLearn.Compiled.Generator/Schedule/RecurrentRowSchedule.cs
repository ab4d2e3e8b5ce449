using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How one step of one row runs.</summary>
internal static class RecurrentRowSchedule
{
    /// <summary>
    /// Whether a layer has a kernel for one step of one row: its units are a panel at most. Where they are more, the step of many rows with
    /// one row is as good.
    /// </summary>
    public static bool HasRowKernel(RecurrentNode node) => node.IsStreaming && new PackedAxis(node.Units).Width <= 16;

    /// <summary>Memory of a step on one row that is in the state, in registers or the kernel's own.</summary>
    public static HashSet<Value> NeedsNoPlace(ForwardPlan pass, StateLayout state) =>
    [
        .. state.Offsets.Keys,
        .. pass.Steps.OfType<RecurrentStep>().Select(step => step.Recurrent).Where(HasRowKernel).SelectMany(node => new[] { node.Memory.Gates, node.Memory.Recurrent }),
    ];

    /// <summary>
    /// Whether the sums of all gates are held in registers at a vector width: with two vectors of units they and their partial sums are as
    /// many as there are registers. At 128 bits they are not.
    /// </summary>
    public static bool IsDirect(RecurrentNode node, int lanes) =>
        lanes >= 8 && HasRowKernel(node) && new PackedAxis(node.Units) is var axis && axis.Width / Math.Min(lanes, axis.Width) <= 2;

    /// <summary>Floats on the stack for the gates of one step, where they are not held in registers.</summary>
    public static int StackFloats(RecurrentNode node, int lanes) => IsDirect(node, lanes) ? 0 : GateFloats(node);

    /// <summary>Floats that the gates of one step take in memory.</summary>
    public static int GateFloats(RecurrentNode node) => (node.GateSlots + node.Gates) * new PackedAxis(node.Units).Stride;

    /// <summary>In which order gates are added up: first the one that another waits for, last what is needed last.</summary>
    public static int[] GateOrder(RecurrentNode node) => node.Kind switch
    {
        RecurrentKind.Gru => [0, 2, 1],
        RecurrentKind.Lstm => [0, 2, 1, 3],
        _ => [0],
    };
}
