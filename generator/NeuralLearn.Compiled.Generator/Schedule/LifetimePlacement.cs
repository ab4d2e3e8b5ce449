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
            slots[input] = planner.Take(PackedAxis.Of(input));
        }

        // Values that share a place need it as long as any of them is needed.
        var sharers = new Dictionary<Value, Value>();
        Value Root(Value value) => sharers.TryGetValue(value, out var shared) ? shared : value;
        for (var i = 0; i < steps.Count; i++)
        {
            var y = steps[i].Y;
            if (steps[i] is AliasStep)
            {
                sharers[y] = Root(steps[i].X);
                if (slots.TryGetValue(steps[i].X, out var shared))
                {
                    slots[y] = shared;
                }
            }
            else if (!elsewhere(y))
            {
                slots[y] = planner.Take(PackedAxis.Of(y));
            }

            List<Value> workspace = [.. steps[i].Workspace.Where(value => !elsewhere(value))];
            foreach (var value in workspace)
            {
                slots[value] = planner.Take(PackedAxis.Of(value));
            }

            foreach (var value in workspace)
            {
                planner.Release(slots[value]);
            }

            foreach (var x in steps[i].Node.Inputs.Distinct())
            {
                var neededLater = steps.Skip(i + 1).SelectMany(step => step.Node.Inputs).Concat(outputs).Concat(steps[i] is AliasStep ? [y] : [])
                    .Any(value => ReferenceEquals(Root(value), Root(x)));
                if (!neededLater && slots.TryGetValue(x, out var done))
                {
                    planner.Release(done);
                }
            }
        }

        return (slots, planner.Size);
    }
}
