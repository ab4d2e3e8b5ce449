using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Every kind of layer, activation, loss and optimizer that there is compiles.</summary>
public sealed class KindTests
{
    /// <summary>How layers with arguments are written; the others are their name.</summary>
    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["Dense"] = "Dense(3)",
        ["Apply"] = "Apply(Activation.Tanh)",
        ["Add"] = "Add(\"input\", \"input\")",
        ["Multiply"] = "Multiply(\"input\", \"input\")",
        ["Concat"] = "Concat(\"input\", \"input\")",
        ["Dropout"] = "Dropout(0.5)",
    };

    /// <summary>What stands before losses that take no plain scores.</summary>
    private static readonly Dictionary<string, string> Last = new(StringComparer.Ordinal)
    {
        ["NegativeLogLikelihoodLoss"] = "Dense(3), LogSoftmax",
        ["KLDivergenceLoss"] = "Dense(3, Activation.LogSoftmax)",
        ["BinaryCrossEntropyLoss"] = "Dense(3, Activation.Sigmoid)",
    };

    public static TheoryData<string> Layers => [.. LayerCatalog.All.Select(layer => layer.Kind)];

    public static TheoryData<string> Losses => [.. LossCatalog.All.Select(loss => loss.Kind)];

    public static TheoryData<string> Optimizers => [.. OptimizerCatalog.All.Select(optimizer => optimizer.Kind)];

    public static TheoryData<string> Activations =>
        [.. typeof(NetworkAttribute).Assembly.GetType("NeuralLearn.Compiled.Activation")!.GetEnumNames()];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_CompilesAtEitherEndOfANetwork(string kind)
    {
        var layer = Written.GetValueOrDefault(kind, kind);
        AssertCompiles($"Input(5), {layer}, Dense(3), MeanSquaredErrorLoss");
        AssertCompiles($"Input(5), {layer}, Dense(3), MeanSquaredErrorLoss", "Network(Arithmetic = Arithmetic.Portable)");
        AssertCompiles($"Input(5), {layer}");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_CompilesInAndBehindALayer(string activation) =>
        AssertCompiles($"Input(5), Apply(Activation.{activation}), Dense(4, Activation.{activation}), Dense(3), MeanSquaredErrorLoss");

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_CompilesWithBothReductions(string kind)
    {
        var last = Last.GetValueOrDefault(kind, "Dense(3)");
        AssertCompiles($"Input(5), {last}, {kind}");
        AssertCompiles($"Input(5), {last}, {kind}(Reduction = Reduction.Sum)");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizer_CompilesPlainAndWithEverythingThatAllHave(string kind)
    {
        AssertCompiles($"Input(5), Dense(3), MeanSquaredErrorLoss, {kind}");
        AssertCompiles($"Input(5), Dense(3), MeanSquaredErrorLoss, {kind}(LearningRate = 0.5, WeightDecay = 0.1, ClipNorm = 1, ClipValue = 2, SkipNonFinite = true)");
    }

    private static void AssertCompiles(string lines, string network = "Network")
    {
        var generated = new UserProject("using NeuralLearn.Compiled;\n[" + network + ", " + lines + "] public partial class Net { }").Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        Assert.Equal(6, generated.Files.Length);
        generated.AssertClean();
    }
}
