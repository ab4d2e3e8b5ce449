using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Places the values of a pass that keeps nothing for later: a value's place is free as soon as nobody needs it any more.</summary>
internal static class LifetimePlacement
{
    /// <param name="copiedInputs">Inputs that have a place of their own.</param>
    /// <param name="elsewhere">Values that need no place.</param>
    /// <returns>The places and the floats per row that they take together.</returns>
    public static (Dictionary<Value, BufferSlot> Slots, int Size) Of(
        IReadOnlyList<ForwardStep> steps, IReadOnlyList<Value> outputs, IEnumerable<Value> copiedInputs, Func<Value, bool> elsewhere)
    {
        var planner = new BufferPlanner();
        var slots = new Dictionary<Value, BufferSlot>();
        foreach (var input in copiedInputs)
        {
            slots[input] = planner.Take(PackedAxis.Of(input.Shape));
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var y = steps[i].Y;
            if (!elsewhere(y))
            {
                slots[y] = planner.Take(PackedAxis.Of(y.Shape));
            }

            List<Value> workspace = [.. steps[i].Workspace.Where(value => !elsewhere(value))];
            foreach (var value in workspace)
            {
                slots[value] = planner.Take(PackedAxis.Of(value.Shape));
            }

            foreach (var value in workspace)
            {
                planner.Release(slots[value]);
            }

            foreach (var x in steps[i].Node.Inputs.Distinct())
            {
                var neededLater = steps.Skip(i + 1).Any(step => step.Reads(x)) || outputs.Any(output => ReferenceEquals(output, x));
                if (!neededLater && slots.TryGetValue(x, out var done))
                {
                    planner.Release(done);
                }
            }
        }

        return (slots, planner.Size);
    }
}
