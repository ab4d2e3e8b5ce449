using System.Text.Json;

namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>Networks that start from files that PyTorch's weights are in give PyTorch's outputs.</summary>
public sealed class PyTorchTests
{
    public static TheoryData<string> Names => ["mlp", "cnn", "learning cnn", "gru", "standardized", "scaled", "mapped scaled", "plain scaled", "ppo"];

    internal static INetwork New(string name) => name switch
    {
        "mlp" => new Mlp(),
        "cnn" => new Cnn(),
        "learning cnn" => new LearningCnn(),
        "gru" => new Sequence(),
        "standardized" => new Standardized(),
        "scaled" => new Scaled(),
        "mapped scaled" => new MappedScaled(),
        "plain scaled" => new PlainScaled(),
        _ => new Imported(),
    };

    internal static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, "Models", name.Split(' ')[^1] + ".safetensors");

    internal static (float[] Inputs, float[] Outputs) Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", "expected.json")));
        var recorded = document.RootElement.GetProperty(name.Split(' ')[^1]);
        float[] Numbers(string key) => [.. recorded.GetProperty(key).EnumerateArray().Select(number => (float)number.GetDouble())];
        return (Numbers("inputs"), Numbers("outputs"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NewNetwork_GivesPyTorchsOutputs(string name)
    {
        var (inputs, expected) = Expected(name);
        var outputs = new float[expected.Length];
        New(name).ForwardBatch(inputs, outputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.InRange(outputs[i], expected[i] - (4e-6f * (1 + MathF.Abs(expected[i]))), expected[i] + (4e-6f * (1 + MathF.Abs(expected[i]))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NewNetwork_HasTheBitsOfALoadedOne(string name)
    {
        var (inputs, expected) = Expected(name);
        float[] baked = new float[expected.Length], loaded = new float[expected.Length];
        var network = New(name);
        network.ForwardBatch(inputs, baked);
        Load(name).ForwardBatch(inputs, loaded);
        Assert.Equal(loaded, baked);
    }

    private static INetwork Load(string name)
    {
        INetwork network = name switch
        {
            "mlp" => new Mlp(seed: 1),
            "cnn" => new Cnn(seed: 1),
            "learning cnn" => new LearningCnn(seed: 1),
            "gru" => new Sequence(seed: 1),
            "standardized" => new Standardized(seed: 1),
            "scaled" => new Scaled(seed: 1),
            "mapped scaled" => new MappedScaled(seed: 1),
            "plain scaled" => new PlainScaled(seed: 1),
            _ => new Imported(seed: 1),
        };
        using var file = File.OpenRead(FileOf(name));
        network.Load(file);
        return network;
    }
}
