using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>Weights that are read where they lie in the assembly: no copy, and nobody writes there.</summary>
public sealed class InPlaceTests
{
    private static readonly Dictionary<string, Action<MappedCnn>> Writes = new(StringComparer.Ordinal)
    {
        ["Initialize"] = network => network.Initialize(3),
        ["LoadParameters"] = network => network.LoadParameters([.. Enumerable.Range(0, MappedCnn.ParameterCount).Select(index => 0.2f * MathF.Sin(index))]),
        ["LoadBuffers"] = network => network.LoadBuffers([.. Enumerable.Range(0, MappedCnn.BufferCount).Select(index => 0.25f + (index % 3))]),
        ["CopyFrom"] = network => network.CopyFrom(new MappedCnn(5)),
        ["BlendFrom"] = network => network.BlendFrom(new MappedCnn(5), 0.25f),
        ["Mutate"] = network =>
        {
            var random = new NetRandom(7);
            network.Mutate(ref random, 0.1f);
        },
        ["Load"] = network =>
        {
            using var file = new MemoryStream();
            new MappedCnn(9).Save(file);
            file.Position = 0;
            network.Load(file);
        },
    };

    public static TheoryData<string> Writers => [.. Writes.Keys];

    [Fact]
    public void FirstUse_CopiesNoWeights()
    {
        // What any network of the library allocates once is paid by another.
        _ = new MappedCnn();
        var weights = typeof(MappedPolicy).Assembly.GetTypes().Single(type => type.Name == "Weights" && type.Namespace!.EndsWith("_MappedPolicy", StringComparison.Ordinal));
        var before = GC.GetAllocatedBytesForCurrentThread();
        RuntimeHelpers.RunClassConstructor(weights.TypeHandle);
        var network = new MappedPolicy();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(bytes, 1, 1000);
        Assert.True(MappedPolicy.Cost.BakedBytes > 20_000);
        using var stream = new MemoryStream();
        new Imported().Save(stream);
        var learner = new MappedPolicy(seed: 1);
        stream.Position = 0;
        learner.Load(stream);
        Assert.Equal(Outputs(learner), Outputs(network));
    }

    [Fact]
    public void Network_HasTheBitsOfTheOneWithACopy() => Assert.Equal(Outputs(new Cnn()), Outputs(new MappedCnn()));

    [Theory]
    [MemberData(nameof(Writers))]
    public void WrittenNetwork_TakesACopy(string writer)
    {
        var (untouched, written) = (new MappedCnn(), new MappedCnn());
        var expected = Outputs(untouched);
        Writes[writer](written);
        Assert.NotEqual(expected, Outputs(written));
        Assert.Equal(expected, Outputs(untouched));
        Assert.Equal(expected, Outputs(new MappedCnn()));
    }

    [Fact]
    public void Network_SurvivesCollections()
    {
        var network = new MappedCnn();
        var expected = Outputs(network);
        for (var i = 0; i < 5; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Assert.Equal(expected, Outputs(network));
        }
    }

    private static float[] Outputs(INetwork network)
    {
        var inputs = Enumerable.Range(0, network.Info.InputSize * 3).Select(index => MathF.Sin(index * 0.7f)).ToArray();
        var outputs = new float[network.Info.OutputSize * 3];
        network.ForwardBatch(inputs, outputs);
        return outputs;
    }
}
