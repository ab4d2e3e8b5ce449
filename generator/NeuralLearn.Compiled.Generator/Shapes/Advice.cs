using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>Declarations that work but are probably not meant.</summary>
internal static class Advice
{
    public static void Give(NetworkModel model, ProblemList problems)
    {
        foreach (var layer in model.Layers.Where(layer => layer.Declaration.Attribute.Kind == "BatchNorm" && layer.Declaration.Trainable))
        {
            GiveOnBias(model, layer, problems);
        }

        for (var i = 0; i < model.Outputs.Count; i++)
        {
            var output = model.Outputs[i];
            var loss = model.LossOn(i);
            if (loss is null)
            {
                // A loss that does not say which output it means may mean this one.
                if (model.Learns && output.Name is not null && !problems.Items.Any(problem => problem.Rule == DeclarationRules.OutputNotNamed || problem.Rule == DeclarationRules.UnknownOutput))
                {
                    problems.Add(AdviceRules.OutputWithoutLoss, model.Declaration.Attributes.ToList().FindIndex(attribute => attribute.Kind == "Output" && attribute.Text("Name") == output.Name), "Name", output.Name);
                }
            }
            else if (!Source.IsInput(output.Source))
            {
                GiveOn(model.Layers[output.Source].Declaration, loss, output, problems);
            }
        }
    }

    private static void GiveOn(LayerDeclaration last, ShapedLoss loss, ShapedOutput output, ProblemList problems)
    {
        var ends = Ends(last.Attribute);
        var slot = last.Attribute.Has("Activation") ? "Activation" : "";
        var kind = loss.Kind.Kind;
        if (last.Attribute.Kind == "Dropout")
        {
            problems.Add(AdviceRules.DropoutLast, last.Index, "", last.Title);
        }
        else if (kind == "CrossEntropyLoss" && ends == Activation.Softmax)
        {
            problems.Add(AdviceRules.SoftmaxBeforeCrossEntropy, last.Index, slot, last.Title);
        }
        else if (kind is "NegativeLogLikelihoodLoss" or "KLDivergenceLoss" && ends == Activation.Softmax)
        {
            problems.Add(ShapeRules.SoftmaxBeforeLikelihood, last.Index, slot, kind, last.Title);
        }
        else if (kind is "NegativeLogLikelihoodLoss" or "KLDivergenceLoss" && ends != Activation.LogSoftmax && last.Attribute.Kind == "Dense")
        {
            problems.Add(AdviceRules.ScoresAsLogProbabilities, loss.Declaration.Index, "", kind, last.Title);
        }
        else if (kind == "BinaryCrossEntropyWithLogitsLoss" && ends == Activation.Sigmoid)
        {
            problems.Add(AdviceRules.SigmoidBeforeLogits, last.Index, slot, last.Title);
        }
        else if (kind == "BinaryCrossEntropyLoss" && last.Attribute.Kind == "Dense" && ends is not (Activation.Sigmoid or Activation.HardSigmoid or Activation.Softmax))
        {
            problems.Add(AdviceRules.ScoresAsProbabilities, loss.Declaration.Index, "", last.Title);
        }
        else if (loss.Target(output.Size) == TargetKind.Values && ends == Activation.ReLU)
        {
            problems.Add(AdviceRules.ReluOnRegression, last.Index, slot, last.Title, kind);
        }
    }

    /// <summary>A batch's mean contains the bias of the layer above, as long as there is nothing between.</summary>
    private static void GiveOnBias(NetworkModel model, ShapedLayer batchNorm, ProblemList problems)
    {
        if (batchNorm.Sources.Count != 1 || Source.IsInput(batchNorm.Sources[0]))
        {
            return;
        }

        var above = model.Layers[batchNorm.Sources[0]].Declaration;
        if (above.Attribute.Kind is "Dense" or "Conv1D" or "Conv2D" && Ends(above.Attribute) == Activation.Identity && above.Attribute.Boolean("Bias", true))
        {
            problems.Add(AdviceRules.BiasBeforeBatchNorm, above.Index, "", above.Title, batchNorm.Declaration.Title);
        }
    }

    /// <summary>The activation that a layer ends in, whichever way it is written.</summary>
    private static Activation Ends(AttributeDeclaration layer) => layer.Kind switch
    {
        "Softmax" => Activation.Softmax,
        "LogSoftmax" => Activation.LogSoftmax,
        _ => layer.Enumeration<Activation>("Activation"),
    };
}
