using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>Declarations that work but are probably not meant.</summary>
internal static class Advice
{
    public static void Give(
        IReadOnlyList<ShapedLayer> layers, (Loss Kind, LossDeclaration Declaration)? loss, ProblemList problems)
    {
        if (loss is not { } used || layers.Count == 0)
        {
            return;
        }

        var last = layers[layers.Count - 1].Declaration;
        var activation = last.Attribute.Enumeration<Activation>("Activation");
        var slot = last.Attribute.Has("Activation") ? "Activation" : "";
        if (used.Kind.Target == TargetKind.Classes && (last.Attribute.Kind == "Softmax" || activation == Activation.Softmax))
        {
            problems.Add(AdviceRules.SoftmaxBeforeCrossEntropy, last.Index, slot, last.Title);
        }
        else if (used.Kind.Target == TargetKind.Values && activation == Activation.ReLU)
        {
            problems.Add(AdviceRules.ReluOnRegression, last.Index, slot, last.Title, used.Kind.Kind);
        }
    }
}
