using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Cost;

/// <summary>What a network costs against what it may cost: the limits that the user has set, and those of memory.</summary>
internal static class BudgetChecks
{
    /// <summary>Bytes of one span.</summary>
    private const long LargestSpan = int.MaxValue;

    /// <summary>Bytes of one array of floats with the room that it takes to begin on a cache line.</summary>
    private const long LargestArray = (0x7FFFFFC7L - 16) * sizeof(float);

    /// <summary>
    /// Parameters and values of a row below which no memory is too large: some numbers for each parameter, and for each value a dozen, four
    /// times padded, for every row that is worked on together.
    /// </summary>
    private const long SurelySmall = 1L << 19;

    private static readonly (string Slot, Func<NetworkCost, long> Total, Func<LayerCost, long> Part)[] Limits =
    [
        ("Parameters", cost => cost.Parameters, layer => layer.Parameters),
        ("StackBytes", cost => cost.StackBytes, layer => layer.StackBytes),
        ("WeightBytes", cost => cost.WeightBytes, layer => layer.WeightBytes),
        ("MultiplyAdds", cost => cost.MultiplyAdds, layer => layer.MultiplyAdds),
    ];

    /// <summary>Whether there is anything to check that takes the whole plan: while somebody types, it is not worked out for nothing.</summary>
    public static bool AreNeeded(NetworkModel model) => model.Declaration.Attributes.Any(attribute => attribute.Kind == "Budget")
        || model.Inputs.Sum(input => input.Shape.LongSize)
            + model.Layers.Sum(layer => layer.Kind.CountParameters(layer.Declaration, layer.Input) + Hidden(layer)) > SurelySmall;

    /// <summary>Values of a row. A recurrent layer has some at every step of its input and in every level, whether it returns them or not.</summary>
    private static long Hidden(ShapedLayer layer) =>
        Math.Max(layer.Output.LongSize, (long)layer.Input.Positions * layer.Output.Channels * layer.Declaration.Attribute.Integer("Layers", 1));

    /// <summary>The model, and beside its problems those of cost.</summary>
    public static NetworkModel Check(NetworkModel model, NetworkCost cost)
    {
        var problems = new ProblemList();
        CheckMemory(cost, problems);
        if (!problems.HasErrors)
        {
            CheckBudget(model.Declaration, cost, problems);
        }

        return model.With(problems.Items);
    }

    private static void CheckBudget(NetworkDeclaration declaration, NetworkCost cost, ProblemList problems)
    {
        for (var i = 0; i < declaration.Attributes.Count; i++)
        {
            foreach (var (slot, total, part) in Limits)
            {
                if (declaration.Attributes[i] is { Kind: "Budget" } budget && budget.Find(slot) is { Kind: ArgumentKind.Integer } limit && total(cost) > limit.Integer)
                {
                    var largest = Largest(cost, part);
                    problems.Add(CostRules.BudgetExceeded, i, slot, slot, limit.Integer, total(cost), largest.Layer.Declaration.Title, part(largest));
                }
            }
        }
    }

    private static void CheckMemory(NetworkCost cost, ProblemList problems)
    {
        void Check(string what, long bytes, long most, Func<LayerCost, long> part, string wayOut)
        {
            if (bytes > most)
            {
                var layer = Largest(cost, part).Layer.Declaration;
                problems.Add(CostRules.MemoryTooLarge, layer.Index, "", what, bytes, most, layer.Title, wayOut);
            }
        }

        var rows = NetworkPlan.ChunkRows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Check("The whole learner, as SaveState writes it,", cost.StateBytes, LargestSpan, layer => layer.Parameters, ", or take an optimizer that keeps less per weight");
        Check($"What goes from the forward to the backward pass of {rows} rows", cost.ActivationBytes, LargestArray, layer => Hidden(layer.Layer), "");
        Check($"What lies between the layers for {rows} rows", cost.BatchThreadBytes, LargestArray, layer => Hidden(layer.Layer), "");
    }

    /// <summary>The first layer that has the largest part.</summary>
    private static LayerCost Largest(NetworkCost cost, Func<LayerCost, long> part) => cost.Layers.OrderByDescending(part).First();
}
