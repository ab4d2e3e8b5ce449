namespace NeuralLearn.Compiled.Generator.Losses;

/// <summary>Every kind of loss. A new one adds its line here.</summary>
internal static class LossCatalog
{
    public static IReadOnlyList<Loss> All { get; } =
    [
        new CrossEntropyLoss(),
        new NegativeLogLikelihoodLoss(),
        new BinaryCrossEntropyLoss(),
        new BinaryCrossEntropyWithLogitsLoss(),
        new MeanSquaredErrorLoss(),
        new HalfSquaredErrorLoss(),
        new MeanAbsoluteErrorLoss(),
        new HuberLoss(),
        new SmoothL1Loss(),
        new KLDivergenceLoss(),
        new HingeLoss(),
        new CustomLoss(),
        new ExternalLoss(),
    ];

    public static Loss? Find(string kind) => All.FirstOrDefault(loss => loss.Kind == kind);
}
