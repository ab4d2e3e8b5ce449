using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>Networks without a loss read one copy of their weights, and none of them can spoil it for the others.</summary>
public sealed class SharingTests
{
    public static TheoryData<string> Writers =>
        ["Initialize", "LoadParameters", "LoadBuffers", "CopyFrom", "BlendFrom", "BlendFrom whole", "Mutate", "Load"];

    [Fact]
    public void NewNetwork_AllocatesNoWeights()
    {
        _ = new Imported();
        var first = new Cnn();
        Cnn? second = null;
        Assert.InRange(Allocations.Least(() => second = new Cnn()), 1, 200);
        Assert.True(Cnn.Cost.WeightBytes > 1000);
        Assert.Equal(Outputs(first), Outputs(second!));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void WrittenNetwork_LeavesTheOthersAlone(string writer)
    {
        var (untouched, written) = (new Cnn(), new Cnn());
        var expected = Outputs(untouched);
        Write(written, writer);
        Assert.NotEqual(expected, Outputs(written));
        Assert.Equal(expected, Outputs(untouched));
        Assert.Equal(expected, Outputs(new Cnn()));

        // What was written is what a network computes that was never shared.
        var plain = new PlainCnn();
        Write(plain, writer);
        AssertClose(Outputs(plain), Outputs(written));
        float[] parameters = new float[Cnn.ParameterCount], others = new float[Cnn.ParameterCount];
        written.CopyParametersTo(parameters);
        plain.CopyParametersTo(others);
        Assert.Equal(others, parameters);
    }

    [Fact]
    public void FoldedNetwork_ShowsTheTensorsOfTheFile()
    {
        using var stream = new MemoryStream();
        new Cnn().Save(stream);
        var saved = SafeTensorsFile.Parse(stream.ToArray());
        var file = SafeTensorsFile.Read(PyTorchTests.FileOf("cnn"));
        Assert.Equal(file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), saved.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.All(file.Tensors, tensor => Assert.Equal(file.Data(tensor), saved.Data(saved.Find(tensor.Name)!)));
    }

    [Fact]
    public void FoldedNetwork_DiffersFromTheDeclaredOneByRoundingAlone()
    {
        AssertClose(Outputs(new PlainCnn()), Outputs(new Cnn()));
        AssertClose(Outputs(new LearningCnn()), Outputs(new Cnn()));
    }

    [Fact]
    public void FirstUseByManyThreads_GivesAllOfThemTheSame()
    {
        var results = new float[16][];
        Parallel.For(0, results.Length, index => results[index] = Outputs(new Sequence()));
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void StandardizeMeasuredAnew_LeavesTheOthersAlone()
    {
        var (untouched, written) = (new Standardized(), new Standardized());
        var expected = Outputs(untouched);
        written.FitStandardize([1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 9]);
        Assert.NotEqual(expected, Outputs(written));
        Assert.Equal(expected, Outputs(untouched));
    }

    /// <summary>The deviation is part of the weights above it; a new one must come through.</summary>
    [Fact]
    public void StandardizeMeasuredAnew_IsThatOfTheDeclaredLayers()
    {
        var (folded, plain, mapped) = (new Scaled(), new PlainScaled(), new MappedScaled());
        float[] rows = [.. PyTorchTests.Expected("scaled").Inputs.Select((value, index) => (value * 1.5f) + (index % 7))];
        folded.FitStandardize(rows);
        plain.FitStandardize(rows);
        mapped.FitStandardize(rows);
        AssertClose(Outputs(plain, rows), Outputs(folded, rows));
        Assert.Equal(Outputs(folded, rows), Outputs(mapped, rows));
        folded.UpdateStandardize(rows.AsSpan(0, Scaled.InputSize));
        plain.UpdateStandardize(rows.AsSpan(0, Scaled.InputSize));
        AssertClose(Outputs(plain, rows), Outputs(folded, rows));
    }

    [Fact]
    public void Cost_TellsWhatIsInTheAssembly()
    {
        var image = typeof(Mlp).Assembly.GetTypes().Single(type => type.Name == "Weights" && type.Namespace!.EndsWith("_Mlp", StringComparison.Ordinal))
            .GetProperty("ParametersImage", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;
        Assert.Equal(Mlp.Cost.BakedBytes, 2L * ((string)image.GetValue(null)!).Length);
        Assert.Equal(Mlp.Cost.WeightBytes, Mlp.Cost.BakedBytes);

        // What is folded stands beside what it comes from.
        Assert.Equal(Cnn.Cost.WeightBytes, Cnn.Cost.BakedBytes);
        Assert.Equal(MappedCnn.Cost.BakedBytes, Cnn.Cost.BakedBytes);
        Assert.True(PlainCnn.Cost.BakedBytes < Cnn.Cost.BakedBytes);
        Assert.Contains($"baked in: mlp.safetensors, {Mlp.Cost.BakedBytes:#,0} bytes in the assembly", Mlp.Summary(), StringComparison.Ordinal);
    }

    private static void Write(INetwork network, string writer)
    {
        var random = new NetRandom(7);
        float[] parameters = [.. Enumerable.Range(0, Cnn.ParameterCount).Select(index => 0.2f * MathF.Sin(index))];
        float[] buffers = [.. Enumerable.Range(0, Cnn.BufferCount).Select(index => 0.25f + (index % 3))];
        dynamic any = network;
        switch (writer)
        {
            case "Initialize":
                any.Initialize(3UL);
                break;
            case "LoadParameters":
                network.LoadParameters(parameters);
                break;
            case "LoadBuffers":
                network.LoadBuffers(buffers);
                break;
            case "CopyFrom":
                any.CopyFrom(network is Cnn ? new Cnn(5) : (dynamic)new PlainCnn(5));
                break;
            case "BlendFrom":
                any.BlendFrom(network is Cnn ? new Cnn(5) : (dynamic)new PlainCnn(5), 0.25f);
                break;
            case "BlendFrom whole":
                any.BlendFrom(network is Cnn ? new Cnn(5) : (dynamic)new PlainCnn(5), 1f);
                break;
            case "Mutate" when network is Cnn cnn:
                cnn.Mutate(ref random, 0.1f);
                break;
            case "Mutate":
                ((PlainCnn)network).Mutate(ref random, 0.1f);
                break;
            default:
                using (var file = new MemoryStream())
                {
                    new PlainCnn(9).Save(file);
                    file.Position = 0;
                    network.Load(file);
                }

                break;
        }
    }

    private static float[] Outputs(INetwork network, float[] inputs)
    {
        var outputs = new float[inputs.Length / network.Info.InputSize * network.Info.OutputSize];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }

    private static float[] Outputs(INetwork network)
    {
        var inputs = Enumerable.Range(0, network.Info.InputSize * 3).Select(index => MathF.Sin(index * 0.7f)).ToArray();
        var outputs = new float[network.Info.OutputSize * 3];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - (1e-5f * (1 + MathF.Abs(expected[i]))), expected[i] + (1e-5f * (1 + MathF.Abs(expected[i]))));
        }
    }
}
