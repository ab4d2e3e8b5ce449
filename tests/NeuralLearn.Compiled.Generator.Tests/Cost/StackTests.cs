using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>The stack that the class Cost names is what the emitted code reserves along its deepest chain of calls.</summary>
public sealed class StackTests
{
    /// <summary>Networks whose values lie on the stack in all the ways there are.</summary>
    private static readonly string[] More =
    [
        "Input(64), Dense(48, Activation.Softmax), Dense(64, Activation.Softmax), Dense(2)",
        "Input(300), Dense(300, Activation.Tanh), Dense(300, Activation.Mish), Dense(7), CrossEntropyLoss, Adam(ClipNorm = 1)",
        "Input(900), Dense(1100), Dense(1100), Dense(1030)",
        "Input(3), Dense(1024)",
        "Input(64), Dense(2, Activation.Sigmoid), MeanSquaredErrorLoss",
        "Input(12, 3, Kind = InputKind.Sequence), Gru(40), Dense(3)",
        "Input(12, 3, Kind = InputKind.Sequence), Gru(16), Dense(3), CrossEntropyLoss",
        "Input(12, 3, Kind = InputKind.Sequence), Lstm(14, Layers = 2, Return = Return.Sequence), Rnn(5), Dense(1), MeanSquaredErrorLoss",
        "Input(12, 3, Kind = InputKind.Sequence), Lstm(16, Return = Return.Sequence), Dense(5, Activation.Softmax)",
        "Input(12, 3, Kind = InputKind.Sequence), Conv1D(8, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal), Gru(8), Dense(1)",
        "Input(7, Kind = InputKind.Indices), Embedding(9, 20), Rnn(30), LayerNorm, Dense(20, Activation.PReLU), Dense(2), HingeLoss",
        "Input(2, 9, 9), Conv2D(4, Kernel = 3), LayerNorm, PReLU, MaxPool2D(2), Flatten, Dense(9), LogSoftmax, NegativeLogLikelihoodLoss",
        "Input(17), LayerNorm, PReLU, Dense(9, Activation.Softmax), Dense(3), MeanSquaredErrorLoss, Sgd(SkipNonFinite = true)",
        "Input(6), LayerNorm, Dense(2, Activation.Softmax), LayerNorm, MeanSquaredErrorLoss",
    ];

    public static TheoryData<string> Networks =>
    [
        .. Samples.Good.Where(source => source.StartsWith("[Network", StringComparison.Ordinal) && source.Contains("partial class Net", StringComparison.Ordinal)),
        .. More.Select(lines => "[Network, " + lines + "] public sealed partial class Net { }"),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void StackBytes_AreThoseThatTheCodeReserves(string source)
    {
        var generated = new UserProject("using NeuralLearn.Compiled;\n" + source).Generate();
        Assert.Equal(7, generated.Files.Length);
        var cost = generated.After.GetTypeByMetadataName("Net+Cost")!;
        long Constant(string name) => (long)cost.GetMembers(name).OfType<Microsoft.CodeAnalysis.IFieldSymbol>().Single().ConstantValue!;
        var chains = new CallChains(generated);
        Assert.Equal(chains.Deepest(_ => true), Constant("StackBytes"));
        Assert.Equal(
            chains.Deepest(name => name is "Backward" or "BackwardBatch" or "TrainBatch" or "Update" or "Evaluate" or "EvaluateBatch" or "InputGradient"),
            Constant("TrainingStackBytes"));
    }
}
