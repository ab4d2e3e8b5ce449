using System.Text.Json;

namespace NeuralLearn.Compiled.Tests.Reference;

/// <summary>The numbers that tests/reference/generate.py had PyTorch work out; its README says what the fields mean.</summary>
internal static class ReferenceFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<Dictionary<string, LossCase>> AllLosses =
        new(() => Read<LossCase>("losses.json").ToDictionary(c => c.Name));

    private static readonly Lazy<List<DecisionCase>> AllDecisions = new(() => Read<DecisionCase>("decisions.json"));

    public static IReadOnlyDictionary<string, LossCase> Losses => AllLosses.Value;

    public static IReadOnlyList<DecisionCase> Decisions => AllDecisions.Value;

    private static List<T> Read<T>(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Reference", name);
        return JsonSerializer.Deserialize<Content<T>>(File.ReadAllText(path), Options)!.Cases;
    }

    private sealed record Content<T>(List<T> Cases);
}

/// <summary>An array, row-major.</summary>
internal sealed record Tensor(int[] Shape, double[] Values)
{
    public float[] Floats() => Array.ConvertAll(Values, value => (float)value);

    public int[] Integers() => Array.ConvertAll(Values, value => (int)value);
}

/// <summary>A network, a batch, and what comes out.</summary>
internal sealed record LossCase(
    string Name,
    string Description,
    string[] Network,
    string Mode,
    string Reduction,
    Dictionary<string, Tensor> Parameters,
    Dictionary<string, Tensor> Buffers,
    Dictionary<string, Tensor> Batch,
    double Loss,
    double Divisor,
    Tensor RowLoss,
    Dictionary<string, Tensor> Outputs,
    Dictionary<string, Tensor> Gradients,
    Dictionary<string, Tensor> InputGradients,
    LossStep[] Steps);

/// <summary>An optimizer step: the loss before it and the parameters after it.</summary>
internal sealed record LossStep(double Loss, Dictionary<string, Tensor> Parameters);

/// <summary>A distribution, an action, and what torch.distributions says of them. What the kind lacks is null.</summary>
internal sealed record DecisionCase(
    string Name,
    Tensor? Logits,
    Tensor? Allowed,
    Tensor? Mean,
    Tensor? LogDeviation,
    JsonElement Action,
    float Advantage,
    float EntropyBonus,
    DecisionResults Results);

internal sealed record DecisionResults(
    double Entropy,
    double LogProbability,
    Tensor? LogProbabilities,
    Tensor? Probabilities,
    Tensor? Gradient,
    Tensor? MeanGradient,
    Tensor? LogDeviationGradient);
