using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Losses;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>The members that the build adds to a class. The emitter writes these and no others.</summary>
internal static class MemberNames
{
    private static readonly string[] Always =
    [
        "InputSize", "OutputSize", "ParameterCount", "Tensors", "Forward", "ForwardBatch", "Predict", "CopyParametersTo",
        "LoadParameters", "CopyFrom", "Initialize", "Save", "Load", "Summary", "_parameters",
    ];

    private static readonly string[] Learning =
    [
        "LearningRate", "Backward", "BackwardBatch", "Update", "TrainBatch", "Evaluate", "EvaluateBatch", "InputGradient",
        "PrepareTraining", "CopyGradientsTo", "LoadGradients", "ClearGradients", "Batch", "_learner",
    ];

    private static readonly string[] Classifying = ["Classify", "ClassifyBatch"];

    public static HashSet<string> Of(NetworkDeclaration declaration)
    {
        var names = new HashSet<string>(Always, StringComparer.Ordinal);
        var loss = declaration.Attributes.Select(attribute => LossCatalog.Find(attribute.Kind)).FirstOrDefault(kind => kind is not null);
        if (loss is not null)
        {
            names.UnionWith(Learning);
        }

        if (IsClassifier(loss) || loss?.YesFrom is not null)
        {
            names.UnionWith(Classifying);
        }

        return names;
    }

    /// <summary>Whether the largest output is a class: with a loss over classes, and for inference-only networks, which do not say.</summary>
    public static bool IsClassifier(Loss? loss) => loss is null || loss.Target is Graph.TargetKind.Classes or Graph.TargetKind.Labels;
}
