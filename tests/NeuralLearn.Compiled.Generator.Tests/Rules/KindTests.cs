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
        ["Conv1D"] = "Conv1D(4, Kernel = 3)",
        ["Conv2D"] = "Conv2D(4, Kernel = 3)",
        ["MaxPool1D"] = "MaxPool1D(2)",
        ["MaxPool2D"] = "MaxPool2D(2)",
        ["AvgPool1D"] = "AvgPool1D(2)",
        ["AvgPool2D"] = "AvgPool2D(2)",
        ["Reshape"] = "Reshape(-1)",
        ["Expect"] = "Expect(5)",
        ["Embedding"] = "Embedding(10, 4), Rnn(3)",
        ["Rnn"] = "Rnn(4)",
        ["Gru"] = "Gru(4)",
        ["Lstm"] = "Lstm(4)",
    };

    /// <summary>What layers read that take no vector.</summary>
    private static readonly Dictionary<string, string> Reads = new(StringComparer.Ordinal)
    {
        ["Conv1D"] = "Input(2, 9, Kind = InputKind.Signal)",
        ["MaxPool1D"] = "Input(9, 2, Kind = InputKind.Sequence)",
        ["AvgPool1D"] = "Input(2, 9, Kind = InputKind.Signal)",
        ["Conv2D"] = "Input(2, 9, 8)",
        ["MaxPool2D"] = "Input(2, 9, 8)",
        ["AvgPool2D"] = "Input(2, 9, 8)",
        ["GlobalAvgPool"] = "Input(2, 9, 8)",
        ["GlobalMaxPool"] = "Input(2, 9, 8)",
        ["Transpose"] = "Input(2, 9, Kind = InputKind.Signal)",
        ["Embedding"] = "Input(5, Kind = InputKind.Indices)",
        ["Rnn"] = "Input(9, 2, Kind = InputKind.Sequence)",
        ["Gru"] = "Input(9, 2, Kind = InputKind.Sequence)",
        ["Lstm"] = "Input(9, 2, Kind = InputKind.Sequence)",
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
        var layer = Reads.GetValueOrDefault(kind, "Input(5)") + ", " + Written.GetValueOrDefault(kind, kind);
        AssertCompiles($"{layer}, Flatten, Dense(3), MeanSquaredErrorLoss");
        AssertCompiles($"{layer}, Flatten, Dense(3), MeanSquaredErrorLoss", "Network(Arithmetic = Arithmetic.Portable)");
        AssertCompiles(layer);
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
        var method = kind == "CustomLoss" ? "nameof(Own)" : "";
        AssertCompiles($"Input(5), {last}, {kind}({method})");
        AssertCompiles($"Input(5), {last}, {kind}({(method.Length == 0 ? "" : method + ", ")}Reduction = Reduction.Sum)");
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
        var generated = new UserProject("using NeuralLearn.Compiled;\n[" + network + ", " + lines + "] public partial class Net { public static float Own(float output, float target) => (output - target) * output; }").Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        Assert.Equal(7, generated.Files.Length);
        generated.AssertClean();
    }
}
