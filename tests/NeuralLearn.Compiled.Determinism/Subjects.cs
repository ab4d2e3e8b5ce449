namespace NeuralLearn.Compiled.Determinism;

internal static class Subjects
{
    private const ulong Seed = 7;

    /// <summary>Two instances of each, which are equal.</summary>
    public static IEnumerable<(ITrainableNetwork One, ITrainableNetwork Other)> All()
    {
        yield return (new Classifier(Seed), new Classifier(Seed));
        yield return (new PortableClassifier(Seed), new PortableClassifier(Seed));
        yield return (new Regressor(Seed), new Regressor(Seed));
        yield return (new PortableRegressor(Seed), new PortableRegressor(Seed));
        yield return (new Mixed(Seed), new Mixed(Seed));
        yield return (new PortableMixed(Seed), new PortableMixed(Seed));
        yield return (Measured(new Everything(Seed)), Measured(new Everything(Seed)));
        yield return (Measured(new PortableEverything(Seed)), Measured(new PortableEverything(Seed)));
        yield return (new NormedSteps(Seed), new NormedSteps(Seed));
        yield return (new PortableNormedSteps(Seed), new PortableNormedSteps(Seed));
        yield return (new NormedBatches(Seed), new NormedBatches(Seed));
        yield return (new PortableNormedBatches(Seed), new PortableNormedBatches(Seed));
        yield return (new Images(Seed), new Images(Seed));
        yield return (new PortableImages(Seed), new PortableImages(Seed));
        yield return (new Gestures(Seed), new Gestures(Seed));
        yield return (new PortableGestures(Seed), new PortableGestures(Seed));
        yield return (new Memories(Seed), new Memories(Seed));
        yield return (new PortableMemories(Seed), new PortableMemories(Seed));
        yield return (new Residual(Seed), new Residual(Seed));
        yield return (new PortableResidual(Seed), new PortableResidual(Seed));
    }

    private static Everything Measured(Everything network)
    {
        network.FitStandardize(Measurement.Values(30 * Everything.BoardSize, 3));
        return network;
    }

    private static PortableEverything Measured(PortableEverything network)
    {
        network.FitStandardize(Measurement.Values(30 * PortableEverything.BoardSize, 3));
        return network;
    }
}
