using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>Optimizers: every number that the case names is written, so that no default of ours stands in for one of theirs.</summary>
internal static class OptimizerTranslator
{
    public static string? Translate(JsonElement json, RuntimeSurface surface, ICollection<string> missing)
    {
        var item = new NeutralItem(json);
        var name = item.Type switch
        {
            "sgd" => "Sgd",
            "adam" => "Adam",
            "adamw" => "AdamW",
            "rmsprop" => "RmsProp",
            "adagrad" => "Adagrad",
            _ => null,
        };
        if (name is null)
        {
            missing.Add($"optimizer '{item.Type}' unknown to the tests");
            return null;
        }

        var attribute = new AttributeSource(surface, name, missing)
            .Named("LearningRate", item.Number("lr"))
            .Named("WeightDecay", item.Number("weight_decay"))
            .Named("Momentum", item.Number("momentum"))
            .Named("Dampening", item.Number("dampening"))
            .Flag("Nesterov", item.Flag("nesterov"))
            .Named("Alpha", item.Number("alpha"))
            .Named("Epsilon", item.Number("eps"))
            .Flag("Centered", item.Flag("centered"))
            .Flag("AmsGrad", item.Flag("amsgrad"))
            .Named("LearningRateDecay", item.Number("lr_decay"))
            .Named("InitialAccumulator", item.Number("initial_accumulator_value"))
            .Named("ClipNorm", item.Number("clip_grad_norm"))
            .Named("ClipValue", item.Number("clip_grad_value"));
        if (item.Numbers("betas") is [var first, var second])
        {
            attribute.Named("Beta1", NeutralItem.Literal(first)).Named("Beta2", NeutralItem.Literal(second));
        }

        foreach (var property in item.Unread)
        {
            missing.Add($"'{property}' of {item.Type} unknown to the tests");
        }

        return attribute.ToString();
    }
}
