using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Cost;

/// <summary>A layer's part of the bill.</summary>
/// <param name="WeightBytes">Of its weights and buffers in memory.</param>
/// <param name="StackBytes">Of its hidden values, gates and scores, as far as those of one row lie on the stack.</param>
internal sealed record LayerCost(ShapedLayer Layer, long Parameters, long WeightBytes, long StackBytes, long MultiplyAdds, long TrainingMultiplyAdds);

/// <summary>What a network costs: memory in bytes, multiply-adds of one row.</summary>
/// <param name="WeightBytes">Weights, biases and buffers as they lie in memory, padding included.</param>
/// <param name="GradientBytes">The gradients added up.</param>
/// <param name="OptimizerBytes">What the optimizer keeps per weight.</param>
/// <param name="StateBytes">The whole learner as SaveState writes it.</param>
/// <param name="ActivationBytes">The learner's own memory for what goes from the forward to the backward pass, for as many rows as are worked on together.</param>
/// <param name="StackBytes">Reserved on the stack by the deepest chain of calls, frames apart.</param>
/// <param name="TrainingStackBytes">The same of calls that learn or measure the loss.</param>
/// <param name="ThreadBytes">A thread's buffer for calls on one row.</param>
/// <param name="BatchThreadBytes">And for calls on any number of rows.</param>
internal sealed record NetworkCost(
    IReadOnlyList<LayerCost> Layers,
    long Parameters,
    long WeightBytes,
    long GradientBytes,
    long OptimizerBytes,
    long StateBytes,
    long ActivationBytes,
    long StackBytes,
    long TrainingStackBytes,
    long ThreadBytes,
    long BatchThreadBytes)
{
    /// <summary>Bytes of weights and buffers as they lie in memory: with padding, and with what is derived from them.</summary>
    public long ImageBytes { get; private init; }

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    public long TrainingMultiplyAdds => Layers.Sum(layer => layer.TrainingMultiplyAdds);

    public static NetworkCost Of(NetworkModel model, NetworkPlan plan)
    {
        var layout = plan.Layout;
        var slots = plan.Training?.Update.Slots.Count ?? 0;
        var training = StackUse.OfTraining(plan);
        var row = RowThreadFloats(plan);
        return new NetworkCost(
            LayersOf(model, plan),
            layout.FlatCount,
            Bytes((long)layout.PackedCount + layout.BufferPackedCount),
            plan.Training is null ? 0 : Bytes(layout.LearningCount),
            Bytes((long)layout.LearningCount * slots),
            StateBytesOf(model, plan),
            plan.Training is null ? 0 : Bytes((plan.Training.ScratchPerRow * (long)NetworkPlan.ChunkRows) + BatchStatistics.Floats(plan.Graph)),
            Bytes(Math.Max(StackUse.OfInference(plan, ScoresOnStack(model)), training)),
            Bytes(training),
            Bytes(row),
            Bytes(Math.Max(row, RowsThreadFloats(plan))))
        {
            ImageBytes = Bytes((long)layout.PackedCount + layout.BufferPackedCount),
        };
    }

    /// <summary>Classify takes the scores from Forward.</summary>
    private static int ScoresOnStack(NetworkModel model)
    {
        var scores = model.Outputs.Sum(output => output.Size);
        return scores <= NetworkPlan.StackFloats && Enumerable.Range(0, model.Outputs.Count).Any(output => MemberNames.ClassifyNames(model, output).Any()) ? scores : 0;
    }

    private static long RowThreadFloats(NetworkPlan plan)
    {
        IEnumerable<int> Floats(NetworkPlan owner, ForwardPlan? pass) =>
            pass is null ? [] : Tiling.Levels.Select(lanes => RowPlacement.Of(owner, pass, lanes).ThreadFloats);
        return Floats(plan, plan.Inference)
            .Concat(Floats(plan, plan.Prediction))
            .Concat(plan.Streaming is { } streaming ? Floats(streaming, streaming.Inference) : [])
            .Max();
    }

    private static long RowsThreadFloats(NetworkPlan plan)
    {
        int?[] perRow = [plan.Inference.ScratchPerRow, plan.Streaming?.Inference.ScratchPerRow, plan.Training?.Evaluation.Forward.ScratchPerRow];
        return Math.Max(perRow.Max()!.Value * (long)NetworkPlan.ChunkRows, plan.Training?.Inputs.ScratchPerRow ?? 0);
    }

    /// <summary>Six numbers that every learner has, those of its layers and its optimizer, and all of its memory.</summary>
    private static long StateBytesOf(NetworkModel model, NetworkPlan plan)
    {
        if (plan.Training is not { Update: var update })
        {
            return 0;
        }

        var numbers = 6L + update.States.Count + plan.Layout.Counters.Count
            + model.Layers.Where(layer => layer.Kind.Measures).Sum(layer => 1 + (2L * layer.Input.Channels));
        return (8 * numbers) + Bytes((long)plan.Layout.PackedCount + plan.Layout.BufferPackedCount + ((1L + update.Slots.Count) * plan.Layout.LearningCount));
    }

    private static List<LayerCost> LayersOf(NetworkModel model, NetworkPlan plan)
    {
        var tensors = plan.Layout.Parameters.Concat(plan.Layout.Buffers).Concat(plan.Layout.Derived).ToLookup(tensor => OwnerOf(model, tensor.Parameter.Name), tensor => (long)tensor.Length);
        var onStack = OnStack(model, plan);
        var training = new TrainingProducts(model);
        return
        [
            .. model.Layers.Select((layer, index) => new LayerCost(
                layer,
                layer.Kind.CountParameters(layer.Declaration, layer.Input),
                Bytes(tensors[layer.Declaration.Name].Sum()),
                Bytes(onStack[layer.Declaration.Name].Sum()),
                layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input),
                training.Of(index))),
        ];
    }

    /// <summary>"conv1" of "conv1.weight"; names of layers and of tensors may both have dots in them.</summary>
    private static string OwnerOf(NetworkModel model, string tensor) => model.Layers.Select(layer => layer.Declaration.Name)
        .Where(name => tensor.StartsWith(name + ".", StringComparison.Ordinal)).OrderByDescending(name => name.Length).First();

    /// <summary>Floats on the stack by layer, where one row or one step takes most of it: hidden values, gates, and the scores that Classify reads.</summary>
    private static ILookup<string, long> OnStack(NetworkModel model, NetworkPlan plan)
    {
        var owners = plan.Streaming is { } streaming ? new[] { plan, streaming } : [plan];
        var (owner, lanes) = owners.SelectMany(owner => Tiling.Levels.Select(lanes => (owner, lanes)))
            .OrderByDescending(row => StackUse.OfRow(row.owner, row.owner.Inference, row.lanes)).First();
        var placement = RowPlacement.Of(owner, owner.Inference, lanes);
        var places = placement.StackFloats > 0 ? placement.Forward.Slots : new Dictionary<Value, BufferSlot>();
        var parts = placement.Forward.Steps.Select(step => (Layer: step.Node.Layer.Name, Floats: StackUse.OfGates(step, lanes)
            + step.Workspace.Append(step.Y).Where(places.ContainsKey).Sum(value => (long)places[value].Stride)));
        var scores = ScoresOnStack(model) == 0 ? [] : model.Outputs.Where(output => !Source.IsInput(output.Source))
            .Select(output => (Layer: model.Layers[output.Source].Declaration.Name, Floats: (long)output.Size));
        return parts.Concat(scores).ToLookup(part => part.Layer, part => part.Floats);
    }

    private static long Bytes(long floats) => floats * sizeof(float);
}
