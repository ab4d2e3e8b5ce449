using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>Parameters and multiply-adds against the formulas of the textbook, with the numbers written out.</summary>
public sealed class MultiplyAddTests
{
    private const string Sequence = "Input(9, 2, Kind = InputKind.Sequence), ";
    private const string Signal = "Input(2, 50, Kind = InputKind.Signal), ";

    /// <summary>Lines, parameters, multiply-adds of one row.</summary>
    public static TheoryData<string, long, long> Inferences => new()
    {
        { "Input(7), Dense(5)", (7 * 5) + 5, 7 * 5 },
        { "Input(7), Dense(5, Bias = false), Dense(3, Activation.PReLU)", 35 + 15 + 3 + 1, 35 + 15 },
        { "Input(1), Dense(1)", 2, 1 },
        { Sequence + "Dense(5)", (2 * 5) + 5, 9 * 2 * 5 },
        { "Input(3, 11, 9), Conv2D(5, Kernel = 3, Stride = 2, Padding = 1)", (5 * 3 * 9) + 5, 5 * 3 * 9 * (6 * 5) },
        { "Input(2, 13, 17), Conv2D(4, KernelHeight = 3, KernelWidth = 5, Dilation = 2, Bias = false)", 4 * 2 * 15, 4 * 2 * 15 * (9 * 9) },
        { "Input(6, 9, 9), Conv2D(12, Kernel = 3, Groups = 3)", (12 * 2 * 9) + 12, 12 * 2 * 9 * (7 * 7) },
        { "Input(6, 9, 9), Conv2D(6, Kernel = 3, Groups = 6, PaddingMode = PaddingMode.Same)", (6 * 9) + 6, 6 * 9 * (9 * 9) },
        { "Input(3, 7, 7), Conv2D(4, Kernel = 1, Activation = Activation.PReLU)", 12 + 4 + 1, 12 * 49 },
        { Signal + "Conv1D(3, Kernel = 4)", (3 * 2 * 4) + 3, 3 * 2 * 4 * 47 },
        { "Input(50, 2, Kind = InputKind.Sequence), Conv1D(3, Kernel = 4, Dilation = 3, PaddingMode = PaddingMode.Causal)", (3 * 2 * 4) + 3, 3 * 2 * 4 * 50 },
        { Sequence + "Rnn(5)", (5 * 2) + (5 * 5) + (2 * 5), 9 * (10 + 25) },
        { Sequence + "Rnn(5, Bias = false, Return = Return.Sequence)", 10 + 25, 9 * (10 + 25) },
        { Sequence + "Gru(5)", 3 * (10 + 25 + 10), 9 * 3 * (10 + 25) },
        { Sequence + "Lstm(5, Layers = 2)", 4 * ((10 + 25 + 10) + (25 + 25 + 10)), 9 * 4 * ((10 + 25) + (25 + 25)) },
        { "Input(5, Kind = InputKind.Indices), Embedding(10, 4), Rnn(3)", 40 + 12 + 9 + 6, 5 * (12 + 9) },
        { "Input(7), LayerNorm", 14, 7 },
        { Signal + "LayerNorm", 2 * 100, 100 },
        { Sequence + "LayerNorm(Affine = false)", 0, 18 },
        { "Input(3, 5, 7), BatchNorm", 6, 105 },
        { "Input(7), PReLU, PReLU(Channels = true)", 1 + 7, 0 },
        { "Input(3, 5, 7), MaxPool2D(2), AvgPool2D(2), Flatten, Dense(2)", (3 * 2) + 2, 3 * 2 },
        { "Input(3, 5, 7), GlobalAvgPool, Softmax", 0, 0 },
        { "Input(3, 5, 7), Flatten, Dense(2)", (105 * 2) + 2, 105 * 2 },
        { "Input(7), Standardize, Dropout(0.5), Dense(3, Name = \"a\"), Dense(3, From = \"standardize1\", Name = \"b\"), Add(\"a\", \"b\"), Concat(\"add1\", \"a\"), Dense(2)", (2 * 24) + 14, (2 * 21) + 12 },
    };

    /// <summary>Lines with a loss, multiply-adds of one row in training: forward + for the weights + for the input.</summary>
    public static TheoryData<string, long> Trainings => new()
    {
        { "Input(7), Dense(5), MeanSquaredErrorLoss", 35 + 35 },
        { "Input(7), Dense(5), Dense(3), CrossEntropyLoss", (2 * 35) + (3 * 15) },
        { "Input(7), Dense(5, Trainable = false), Dense(3), MeanSquaredErrorLoss", 35 + (2 * 15) },
        { "Input(7), Dense(5), Dense(3, Trainable = false), MeanSquaredErrorLoss", (2 * 35) + 15 + 15 },
        { "Input(7), Standardize, Dense(5), MeanSquaredErrorLoss", 2 * 35 },
        { "Input(7), PReLU, Dense(5), MeanSquaredErrorLoss", 3 * 35 },
        { Sequence + "Gru(5), Dense(1), MeanSquaredErrorLoss", (2 * 9 * 3 * 35) + (9 * 3 * 25) + (3 * 5) },
        { Sequence + "Dense(4), Gru(5), Dense(1), MeanSquaredErrorLoss", (2 * 72) + (3 * 9 * 3 * 45) + (3 * 5) },
        { Sequence + "Lstm(5, Layers = 2), Dense(1), MeanSquaredErrorLoss", (3 * 9 * 4 * 85) - (9 * 4 * 10) + (3 * 5) },
        { "Input(3, 6, 6), Conv2D(2, Kernel = 3), Conv2D(4, Kernel = 3), Flatten, Dense(2), MeanSquaredErrorLoss", (2 * 54 * 16) + (3 * 72 * 4) + (3 * 32) },
        { "Input(4), Dense(8, Name = \"body\"), Dense(3), Output(\"move\"), Dense(1, From = \"body\"), Output(\"value\"), MeanSquaredErrorLoss(Output = \"value\")", (2 * 32) + 24 + (3 * 8) },
        { "Input(4), Dense(3, Trainable = false), Dropout(0.5), BatchNorm, Dense(2), MeanSquaredErrorLoss", 12 + (2 * 3) + (3 * 6) },
    };

    [Theory]
    [MemberData(nameof(Inferences))]
    public void Network_CountsWhatTheFormulasSay(string lines, long parameters, long multiplyAdds)
    {
        using var network = LoadedNetwork.OfLines(lines);
        Assert.Equal(parameters, network.Cost("Parameters"));
        Assert.Equal(network.Static("ParameterCount"), (int)parameters);
        Assert.Equal(multiplyAdds, network.Cost("MultiplyAdds"));
        Assert.Equal(0, network.Cost("TrainingMultiplyAdds"));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Training_CountsForwardWeightsAndInputs(string lines, long multiplyAdds)
    {
        using var network = LoadedNetwork.OfLines(lines);
        Assert.Equal(multiplyAdds, network.Cost("TrainingMultiplyAdds"));
    }
}
