namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>A policy from PyTorch, baked in, whose last layer goes on learning.</summary>
public sealed class ImportedPolicyTests
{
    [Fact]
    public void HundredSteps_TouchTheLastLayerAlone()
    {
        var network = new Imported();
        var before = Parameters(network);
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 32 * Imported.InputSize).Select(_ => (float)random.NextDouble() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, 32).Select(row => inputs[row * Imported.InputSize] > 0 ? 1 : 3)];
        var first = network.TrainBatch(inputs, labels);
        var last = first;
        for (var step = 1; step < 100; step++)
        {
            last = network.TrainBatch(inputs, labels);
        }

        Assert.True(last < first, $"{first} {last}");
        var after = Parameters(network);
        foreach (var tensor in Imported.Tensors)
        {
            var isUntouched = before.AsSpan(tensor.Offset, tensor.Length).SequenceEqual(after.AsSpan(tensor.Offset, tensor.Length));
            Assert.Equal(!tensor.Trainable, isUntouched);
            Assert.Equal(tensor.Name.StartsWith("action_net.", StringComparison.Ordinal), tensor.Trainable);
        }

        // A new one still starts from the file, and a seed is a seed.
        Assert.Equal(before, Parameters(new Imported()));
        Assert.NotEqual(before, Parameters(new Imported(seed: 0)));
    }

    [Fact]
    public void Patch_LoadsOverTheBakedWeights()
    {
        var network = new Imported();
        var report = network.Load(PyTorchTests.FileOf("ppo"), LoadMode.Matching);
        Assert.Equal(6, report.Loaded.Count);
        Assert.Empty(report.Mismatched);
        Assert.Equal(Parameters(new Imported()), Parameters(network));
    }

    [Fact]
    public void LearningRateAndCounters_AreThoseOfTheDeclarationAndTheFile()
    {
        Assert.Equal(1e-4f, new Imported().LearningRate);
        using var stream = new MemoryStream();
        new LearningCnn().Save(stream);
        var saved = SafeTensorsFile.Parse(stream.ToArray());
        Assert.Equal(new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }, saved.Data(saved.Find("bn1.num_batches_tracked")!).ToArray());
    }

    private static float[] Parameters(Imported network)
    {
        var parameters = new float[Imported.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
