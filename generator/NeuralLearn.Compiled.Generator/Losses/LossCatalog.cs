namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>Every kind of loss. A new one adds its line here.</summary>
internal static class LossCatalog
{
    public static IReadOnlyList<Loss> All { get; } =
    [
        new CrossEntropyLoss(),
        new MeanSquaredErrorLoss(),
        new HalfSquaredErrorLoss(),
        new ExternalLoss(),
    ];

    public static Loss? Find(string kind) => All.FirstOrDefault(loss => loss.Kind == kind);
}
