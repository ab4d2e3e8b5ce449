using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>The members that the build adds to a class. The emitter writes these and no others.</summary>
internal static class MemberNames
{
    private static readonly string[] Always =
    [
        "InputSize", "OutputSize", "ParameterCount", "BufferCount", "Tensors", "Forward", "ForwardBatch", "Predict", "CopyParametersTo",
        "LoadParameters", "CopyBuffersTo", "LoadBuffers", "CopyFrom", "BlendFrom", "Mutate", "Initialize", "Save", "Load", "Summary", "Mermaid", "Cost",
        "_parameters", "_seed",
    ];

    /// <summary>What only a network with a loss has.</summary>
    public static IReadOnlyList<string> Learning { get; } =
    [
        "LearningRate", "Backward", "BackwardBatch", "Update", "TrainBatch", "Evaluate", "EvaluateBatch", "InputGradient",
        "PrepareTraining", "CopyGradientsTo", "LoadGradients", "AddGradientsFrom", "ClearGradients", "StateBytes", "SaveState",
        "RestoreState", "StateHash", "SaveTraining", "LoadTraining", "Batch", "_learner", "_learningRate",
    ];

    public static IReadOnlyList<string> Measuring { get; } = ["FitStandardize", "UpdateStandardize"];

    public static HashSet<string> Of(NetworkModel model)
    {
        var names = new HashSet<string>(Always, StringComparer.Ordinal);
        if (model.Learns)
        {
            names.UnionWith(Learning);
        }

        if (Streaming.IsPossible(model))
        {
            names.UnionWith(["State", "Step", "StepBatch"]);
        }

        if (Measures(model))
        {
            names.UnionWith(Measuring);
            names.UnionWith(model.Layers.Where(layer => layer.Kind.Measures).Select(Statistics));
        }

        if (SharesWeights(model))
        {
            names.Add("OwnWeights");
        }

        if (HasBuffers(model))
        {
            names.Add("_buffers");
        }

        if (TracksBatches(model))
        {
            names.Add("_counters");
        }

        foreach (var input in model.Inputs.Where(input => input.Name is not null))
        {
            names.Add(input.Identifier + "Size");
        }

        for (var i = 0; i < model.Outputs.Count; i++)
        {
            var output = model.Outputs[i];
            if (output.Name is not null)
            {
                names.Add(output.Identifier + "Size");
            }

            if (model.Classes.ContainsKey(i))
            {
                names.Add(output.Prefix + "ClassNames");
            }

            if (ClassifyNames(model, i).Any())
            {
                names.UnionWith(ClassifyNames(model, i));
                names.UnionWith(ClassifyNames(model, i).Select(name => name.Replace("Classify", "ClassifyBatch")));
            }
        }

        return names;
    }

    public static bool Measures(NetworkModel model) => model.Layers.Any(layer => layer.Kind.Measures);

    public static bool TracksBatches(NetworkModel model) => model.Layers.Any(layer => layer.Kind.TracksBatches);

    /// <summary>Whether networks with baked weights read one copy of them: those that learn have their own from the first.</summary>
    public static bool SharesWeights(NetworkModel model) => PlacementOf(model) is Placement.Shared or Placement.InPlace;

    /// <summary>Where weights lie that nobody learns; null for other networks.</summary>
    public static Placement? PlacementOf(NetworkModel model) =>
        !model.Learns && model.Declaration.Attributes.FirstOrDefault(attribute => attribute.Kind == "Network") is { } network && network.Text("Weights") is not null
            ? network.Enumeration<Placement>("Placement")
            : null;

    public static bool HasBuffers(NetworkModel model) => Measures(model) || TracksBatches(model);

    /// <summary>The field with the running statistics of a layer that measures.</summary>
    public static string Statistics(ShapedLayer layer) => "_statisticsOf" + layer.Identifier;

    /// <summary>Classify for the only output, ClassifyPolicy for one with a name; none where an output is no decision.</summary>
    public static IEnumerable<string> ClassifyNames(NetworkModel model, int output)
    {
        var decides = IsClassifier(model, output) || IsYesOrNo(model, output);
        if (decides && model.Outputs.Count == 1)
        {
            yield return "Classify";
        }

        if (decides && model.Outputs[output].Name is not null)
        {
            yield return "Classify" + model.Outputs[output].Identifier;
        }
    }

    /// <summary>
    /// Whether the largest output is a class: with a loss over classes, where classes have names, and for inference-only networks, which do
    /// not say. An output with several positions has no single answer; while something is wrong, nobody knows how many it will have.
    /// </summary>
    public static bool IsClassifier(NetworkModel model, int output)
    {
        if (model.Outputs[output].Shape is { IsKnown: true, Positions: > 1 } && !model.HasErrors)
        {
            return false;
        }

        if (model.Classes.ContainsKey(output) || !model.Learns)
        {
            return true;
        }

        return model.LossOn(output) is { } loss && loss.Target(model.Outputs[output].Size) is TargetKind.Classes or TargetKind.Labels;
    }

    /// <summary>One output under a loss of yes or no; several are independent answers and have no class.</summary>
    public static bool IsYesOrNo(NetworkModel model, int output) =>
        !IsClassifier(model, output) && model.LossOn(output)?.Kind.YesFrom is not null && model.Outputs[output].Size == 1;
}
