using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>The networks that the samples use.</summary>
internal static class UsedNetworks
{
    private static readonly Dictionary<string, string> Declarations = new(StringComparer.Ordinal)
    {
        ["Net"] = "Input(4), Dense(3), CrossEntropyLoss",
        ["Next"] = "Input(3), Dense(2), MeanSquaredErrorLoss",
        ["Image"] = "Input(1, 4, 4), Flatten, Dense(3)",
        ["Two"] = "Input(4), Input(2, Name = \"speed\"), Concat(\"input\", \"speed\", Name = \"both\"), Dense(3), Output(\"move\"), Dense(1, From = \"both\"), Output(\"value\"), "
            + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")",
        ["Stream"] = "Input(5, 2, Kind = InputKind.Sequence), Gru(4), Dense(3), CrossEntropyLoss",
        ["Tags"] = "Input(3, 2, Kind = InputKind.Sequence), Gru(4, Return = Return.Sequence), Dense(5), CrossEntropyLoss(IgnoreLabel = 9)",
        ["Words"] = "Input(6, Kind = InputKind.Indices), Embedding(100, 4), Flatten, Dense(2), CrossEntropyLoss",
        ["Norm"] = "Input(4), Dense(8, Bias = false), BatchNorm, Dense(3), CrossEntropyLoss",
        ["ImageNorm"] = "Input(1, 6, 6), Conv2D(2, Kernel = 3, Bias = false), BatchNorm, Flatten, Dense(3), CrossEntropyLoss",
        ["Still"] = "Input(4), Dense(3)",
        ["Single"] = "Input(4), Dense(1), MeanSquaredErrorLoss",
        ["Scaled"] = "Input(4), Standardize, Dense(2), MeanSquaredErrorLoss",
        ["Moves"] = "Input(4), Dense(3), Classes(typeof(Move)), CrossEntropyLoss",
        ["Whole"] = "Input(1, 6, Kind = InputKind.Signal), Conv1D(2, Kernel = 3), Flatten, Dense(2)",
        ["Policy"] = "Input(4), Dense(3), ExternalLoss",
    };

    /// <summary>A file with the networks whose names stand in a source.</summary>
    public static string For(string source) => "using NeuralLearn.Compiled;\npublic enum Move { Left, Right, Stay }\n"
        + string.Concat(Declarations.Where(each => Regex.IsMatch(source, $@"\b{each.Key}\b")).Select(each => $"[Network, {each.Value}] public partial class {each.Key} {{ }}\n"));
}
