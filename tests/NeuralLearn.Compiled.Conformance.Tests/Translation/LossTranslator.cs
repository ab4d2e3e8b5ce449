using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>Losses. An upstream gradient ("vjp") is the external loss, added up: a vector-Jacobian product divides nothing.</summary>
internal static class LossTranslator
{
    public static string? Translate(JsonElement json, RuntimeSurface surface, ICollection<string> missing)
    {
        var item = new NeutralItem(json);
        var name = item.Type switch
        {
            "vjp" => "ExternalLoss",
            "mse" => "MeanSquaredErrorLoss",
            "half_sse" => "HalfSquaredErrorLoss",
            "mae" => "MeanAbsoluteErrorLoss",
            "huber" => "HuberLoss",
            "smooth_l1" => "SmoothL1Loss",
            "bce" => "BinaryCrossEntropyLoss",
            "bce_with_logits" => "BinaryCrossEntropyWithLogitsLoss",
            "cross_entropy" => "CrossEntropyLoss",
            "nll" => "NegativeLogLikelihoodLoss",
            _ => null,
        };
        if (name is null)
        {
            missing.Add($"loss '{item.Type}' unknown to the tests");
            return null;
        }

        // Whether targets are indices or probabilities shows in the type of the target.
        item.Ignore("target");
        var attribute = new AttributeSource(surface, name, missing)
            .Named("Delta", item.Number("delta"))
            .Named("Beta", item.Number("beta"))
            .Named("LabelSmoothing", item.Number("label_smoothing"));

        var reduction = item.Text("reduction") ?? item.Text("batch") ?? (item.Type == "vjp" ? "sum" : "mean");
        item.Ignore("batch");
        if (reduction == "sum")
        {
            attribute.Enumerated("Reduction", "Reduction", "Sum");
        }
        else if (reduction != "mean")
        {
            missing.Add($"reduction '{reduction}' unknown to the tests");
        }

        foreach (var property in item.Unread)
        {
            missing.Add($"'{property}' of {item.Type} unknown to the tests");
        }

        return attribute.ToString();
    }

    /// <summary>Whether the loss of a call is the sum of its rows' losses, not their mean.</summary>
    public static bool IsSum(JsonElement loss) =>
        loss.GetProperty("type").GetString() == "vjp"
        || (loss.TryGetProperty("reduction", out var reduction) && reduction.GetString() == "sum")
        || (loss.TryGetProperty("batch", out var batch) && batch.GetString() == "sum");
}
