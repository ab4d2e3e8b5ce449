using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

/// <summary>The fixes that change attributes: what is written changes where it must, and nowhere else.</summary>
public sealed class AttributeFixTests
{
    private const string Head = "using NeuralLearn.Compiled;\n\n";

    private const string Class = "public partial class Net { }\n";

    private const string Outputs = "[Network, Input(4), Dense(8, Name = \"body\"), Dense(3), Output(\"move\"), Dense(1, From = \"body\"), Output(\"value\")]\n";

    /// <summary>Id, which of the fixes, before and after.</summary>
    public static TheoryData<string, int, string, string> Changes => new()
    {
        { "NLC1002", 0, "[Network, Input(4), Dense(16), Dense(3, Inputs = 8)]\n", "[Network, Input(4), Dense(16), Dense(3, Inputs = 16)]\n" },
        { "NLC1002", 0, "[Network]\n[Input(4)]\n[Dense(3, /* a */ Inputs /* b */ = /* c */ 2 + 3 /* d */, Bias = false)] // e\n", "[Network]\n[Input(4)]\n[Dense(3, /* a */ Inputs /* b */ = /* c */ 4 /* d */, Bias = false)] // e\n" },
        { "NLC1003", 0, "[Network, Input(2, 50), Apply(Activation.Tanh)]\n", "[Network, Input(2, 50, Kind = InputKind.Signal), Apply(Activation.Tanh)]\n" },
        { "NLC1003", 1, "[Network]\n[Input(2, 50, Name = \"a\")] // rows\n[Apply(Activation.Tanh)]\n", "[Network]\n[Input(2, 50, Name = \"a\", Kind = InputKind.Sequence)] // rows\n[Apply(Activation.Tanh)]\n" },
        { "NLC1003", 0, "[Network, Input(\n    2,\n    50\n), Apply(Activation.Tanh)]\n", "[Network, Input(\n    2,\n    50, Kind = InputKind.Signal\n), Apply(Activation.Tanh)]\n" },
        { "NLC1003", 0, "[Network, Input(2, 50, Kind = InputKind.Default), Apply(Activation.Tanh)]\n", "[Network, Input(2, 50, Kind = InputKind.Signal), Apply(Activation.Tanh)]\n" },
        { "NLC1003", 1, "[Network, Input(64), Reshape(8, 8)]\n", "[Network, Input(64), Reshape(8, 8, Kind = InputKind.Sequence)]\n" },
        { "NLC1001", 0, "[Network, Input(1, 8, 8), Dense(3)]\n", "[Network, Input(1, 8, 8), Flatten, Dense(3)]\n" },
        { "NLC1001", 0, "[Network]\n[Input(1, 8, 8)]\n// the head\n[Dense(3)] // three\n", "[Network]\n[Input(1, 8, 8)]\n// the head\n[Flatten]\n[Dense(3)] // three\n" },
        { "NLC1001", 0, "[Network, Input(2, 8, Kind = InputKind.Signal),\n    Gru(3)]\n", "[Network, Input(2, 8, Kind = InputKind.Signal),\n    Transpose, Gru(3)]\n" },
        { "NLC1001", 0, "[Network, Input(1, 8, 8)]\n[NeuralLearn.Compiled.DenseAttribute(3)]\n", "[Network, Input(1, 8, 8)]\n[NeuralLearn.Compiled.Flatten]\n[NeuralLearn.Compiled.DenseAttribute(3)]\n" },
        { "NLC1001", 0, "[Network, Input(5, 2, Kind = InputKind.Sequence)]\n[Gru(4)]\n[Lstm(3)]\n", "[Network, Input(5, 2, Kind = InputKind.Sequence)]\n[Gru(4, Return = Return.Sequence)]\n[Lstm(3)]\n" },
        { "NLC1001", 0, "[Network, Input(5, 2, Kind = InputKind.Sequence), Rnn(4, Return = Return.Last), Rnn(3)]\n", "[Network, Input(5, 2, Kind = InputKind.Sequence), Rnn(4, Return = Return.Sequence), Rnn(3)]\n" },
        { "NLC9001", 0, "[Network, Input(4), Dense(3, Activation.Softmax), CrossEntropyLoss]\n", "[Network, Input(4), Dense(3), CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network, Input(4), Dense(3, Activation = Activation.Softmax, Name = \"a\"), CrossEntropyLoss]\n", "[Network, Input(4), Dense(3, Name = \"a\"), CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network, Input(4), Dense(activation: Activation.Softmax, units: 3), CrossEntropyLoss]\n", "[Network, Input(4), Dense(units: 3), CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network, Input(4), Dense(3), Softmax, CrossEntropyLoss]\n", "[Network, Input(4), Dense(3), CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network]\n[Input(4)]\n[Dense(3)]\n[Softmax]\n[CrossEntropyLoss]\n", "[Network]\n[Input(4)]\n[Dense(3)]\n[CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network]\n[Input(4)]\n[Dense(3)]\n// probabilities\n[Softmax] // of classes\n[CrossEntropyLoss]\n", "[Network]\n[Input(4)]\n[Dense(3)]\n// probabilities\n // of classes\n[CrossEntropyLoss]\n" },
        { "NLC9001", 0, "[Network, Input(4), Dense(3),\n    Softmax,\n    CrossEntropyLoss]\n", "[Network, Input(4), Dense(3),\n    CrossEntropyLoss]\n" },
        { "NLC9004", 0, "[Network, Input(4), Dense(1, Activation.Sigmoid), BinaryCrossEntropyWithLogitsLoss]\n", "[Network, Input(4), Dense(1), BinaryCrossEntropyWithLogitsLoss]\n" },
        { "NLC9004", 0, "[Network, Input(4), Dense(1)]\n[Apply(Activation.Sigmoid), BinaryCrossEntropyWithLogitsLoss]\n", "[Network, Input(4), Dense(1)]\n[BinaryCrossEntropyWithLogitsLoss]\n" },
        { "NLC9004", 0, "[Network, Input(4), Dense(1)]\n[NeuralLearn.Compiled.ApplyAttribute(Activation.Sigmoid)]\n[BinaryCrossEntropyWithLogitsLoss]\n", "[Network, Input(4), Dense(1)]\n[BinaryCrossEntropyWithLogitsLoss]\n" },
        { "NLC0021", 0, Outputs + "[CrossEntropyLoss, HuberLoss(Output = \"value\")]\n", Outputs + "[CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")]\n" },
        { "NLC0021", 0, Outputs + "[CrossEntropyLoss(Output = \"move\")]\n[HuberLoss(Delta = 2) /* a */] // b\n", Outputs + "[CrossEntropyLoss(Output = \"move\")]\n[HuberLoss(Delta = 2, Output = \"value\") /* a */] // b\n" },
        { "NLC0021", 1, Outputs + "[CrossEntropyLoss(), MeanSquaredErrorLoss]\n", Outputs + "[CrossEntropyLoss(Output = \"value\"), MeanSquaredErrorLoss]\n" },
        { "NLC0021", 0, Outputs + "[Classes(\"a\", \"b\", \"c\")]\n", Outputs + "[Classes(\"a\", \"b\", \"c\", Output = \"move\")]\n" },
        { "NLC0022", 0, Outputs + "[CrossEntropyLoss(Output = \"move\", Reduction = Reduction.Sum), HuberLoss(Output = \"value\")]\n",
            Outputs + "[CrossEntropyLoss(Output = \"move\", Reduction = Reduction.Sum), HuberLoss(Output = \"value\", Reduction = Reduction.Sum)]\n" },
        { "NLC0022", 0, Outputs + "[CrossEntropyLoss(Output = \"move\"), HuberLoss(Reduction = Reduction.Sum /* why */, Output = \"value\")]\n",
            Outputs + "[CrossEntropyLoss(Output = \"move\"), HuberLoss(Reduction = Reduction.Mean /* why */, Output = \"value\")]\n" },
        { "NLC1022", 0, "[Network, Input(1, 8, 8), MaxPool2D(2), Expect(1, 3, 3, Name = \"seen\")]\n", "[Network, Input(1, 8, 8), MaxPool2D(2), Expect(1, 4, 4, Name = \"seen\")]\n" },
        { "NLC1022", 0, "[Network]\n[Input(8), Dense(3)]\n[Expect(new[] { 2 })] // three\n", "[Network]\n[Input(8), Dense(3)]\n[Expect(3)] // three\n" },
        { "NLC1022", 0, "[Network, Input(8), Expect(2, 4), Dense(3)]\n", "[Network, Input(8), Expect(8), Dense(3)]\n" },
        { "NLC1021", 0, "[Network, Input(64), Reshape(1, 8, 9)]\n", "[Network, Input(64), Reshape(1, 8, 8)]\n" },
        { "NLC1021", 0, "[Network, Input(64)]\n[Reshape(7, Name = \"flat\")]\n", "[Network, Input(64)]\n[Reshape(64, Name = \"flat\")]\n" },
        { "NLC1007", 0, "[Network, Input(4), Dense(1), CrossEntropyLoss]\n", "[Network, Input(4), Dense(1), BinaryCrossEntropyWithLogitsLoss]\n" },
        { "NLC1007", 0, "[Network, Input(4), Dense(1)]\n[NeuralLearn.Compiled.CrossEntropyLoss(LabelSmoothing = 0.1, Weight = 2 /* a */, IgnoreLabel = 3)] // b\n",
            "[Network, Input(4), Dense(1)]\n[NeuralLearn.Compiled.BinaryCrossEntropyWithLogitsLoss(Weight = 2 /* a */)] // b\n" },
        { "NLC1007", 0, "[Network, Input(4), Dense(1), CrossEntropyLoss(IgnoreLabel = 3), Adam]\n", "[Network, Input(4), Dense(1), BinaryCrossEntropyWithLogitsLoss, Adam]\n" },
        { "NLC9005", 0, "[Network, Input(4), Dense(3), NegativeLogLikelihoodLoss(IgnoreLabel = 1, Reduction = Reduction.Sum)]\n",
            "[Network, Input(4), Dense(3), CrossEntropyLoss(IgnoreLabel = 1, Reduction = Reduction.Sum)]\n" },
        { "NLC9006", 0, "[Network, Input(4), Dense(3), BinaryCrossEntropyLoss(OutputWeights = new double[] { 1, 2, 3 })]\n",
            "[Network, Input(4), Dense(3), BinaryCrossEntropyWithLogitsLoss(OutputWeights = new double[] { 1, 2, 3 })]\n" },
        { "NLC1016", 0, "[Network, Input(4), Dense(3, Activation.Softmax), NegativeLogLikelihoodLoss]\n", "[Network, Input(4), Dense(3, Activation.LogSoftmax), NegativeLogLikelihoodLoss]\n" },
        { "NLC1016", 0, "[Network, Input(4), Dense(3)]\n[Softmax(Name = \"p\")] // a\n[KLDivergenceLoss]\n", "[Network, Input(4), Dense(3)]\n[LogSoftmax(Name = \"p\")] // a\n[KLDivergenceLoss]\n" },
    };

    public static TheoryData<string, string, string> Offers => new()
    {
        { "NLC1002", "[Network, Input(4), Dense(3, Inputs = 8)]\n", "Set Inputs to 4" },
        { "NLC1003", "[Network, Input(2, 50), Softmax]\n", "Kind = InputKind.Signal: [channels, length]|Kind = InputKind.Sequence: [time, features]" },
        { "NLC1001", "[Network, Input(1, 8, 8), Dense(3)]\n", "Put [Flatten] before it" },
        { "NLC1001", "[Network, Input(1, 8, 8), Dense(3, From = \"input\")]\n", "" },
        { "NLC1001", "[Network, Input(8), Gru(3)]\n", "" },
        { "NLC9001", "[Network, Input(4), Dense(3), Softmax, CrossEntropyLoss]\n", "Remove the softmax" },
        { "NLC9001", "[Network, Input(4), Dense(3), Softmax(Name = \"p\"), CrossEntropyLoss]\n", "" },
        { "NLC9001", "[Network, Input(4), Dense(3), Softmax(From = \"dense1\"), CrossEntropyLoss]\n", "" },
        { "NLC9004", "[Network, Input(4), Dense(1, Activation.Sigmoid), BinaryCrossEntropyWithLogitsLoss]\n", "Remove the sigmoid" },
        { "NLC0021", Outputs + "[CrossEntropyLoss, HuberLoss]\n", "Add Output = \"move\"|Add Output = \"value\"" },
        { "NLC0021", Outputs + "[CrossEntropyLoss, HuberLoss(Output = \"move\")]\n", "Add Output = \"value\"" },
        { "NLC0022", Outputs + "[CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\", Reduction = Reduction.Sum)]\n", "Set Reduction to Mean" },
        { "NLC1021", "[Network, Input(64), Reshape(1, 8, 9)]\n", "Write [Reshape(1, 8, 8)]" },
        { "NLC1021", "[Network, Input(64), Reshape(2, 2, 2)]\n", "" },
        { "NLC1021", "[Network, Input(64), Reshape(3, 7, Kind = InputKind.Signal)]\n", "" },
        { "NLC1021", "[Network, Input(64), Reshape(5, -1, Kind = InputKind.Signal)]\n", "" },
        { "NLC1022", "[Network, Input(1, 8, 8), Expect(64)]\n", "Write [Expect(1, 8, 8)]" },
        { "NLC1007", "[Network, Input(4), Dense(1), CrossEntropyLoss]\n", "Use [BinaryCrossEntropyWithLogitsLoss]" },
        { "NLC1007", "[Network, Input(4), Dense(1), NegativeLogLikelihoodLoss]\n", "" },
        { "NLC9005", "[Network, Input(4), Dense(3), KLDivergenceLoss]\n", "" },
        { "NLC1016", "[Network, Input(4), Dense(3), Softmax, KLDivergenceLoss]\n", "Use LogSoftmax" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Fix_ChangesWhatItMustAndNothingElse(string id, int fix, string before, string after)
    {
        Assert.Equal(Head + after + Class, await CodeFixRun.Apply(Head + before + Class, id, fix));
        Assert.Equal((Head + after + Class).Replace("\n", "\r\n", StringComparison.Ordinal), await CodeFixRun.Apply((Head + before + Class).Replace("\n", "\r\n", StringComparison.Ordinal), id, fix));
        Assert.DoesNotContain(id, fix > 0 && id == "NLC0021" ? [] : UserProject.Analyze(new UserProject(Head + after + Class).Compile()).Select(message => message.Id));
    }

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task Fixes_AreOfferedByTheseTitles(string id, string source, string titles) =>
        Assert.Equal(titles.Split('|', StringSplitOptions.RemoveEmptyEntries), await CodeFixRun.Titles(Head + source + Class, id));

    [Fact]
    public async Task FileWithoutUsing_GetsTheFullName() =>
        Assert.Equal("[NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(2, 50, Kind = NeuralLearn.Compiled.InputKind.Signal), NeuralLearn.Compiled.Softmax] " + Class,
            await CodeFixRun.Apply("[NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(2, 50), NeuralLearn.Compiled.Softmax] " + Class, "NLC1003"));

    [Theory]
    [InlineData("NLC1002", "[Network, Input(4), Dense(3, Inputs = 8), Dense(2, Inputs = 9)] partial class A { }\n[Network, Input(7), Dense(1, Inputs = 1)] partial class B { }\n",
        "[Network, Input(4), Dense(3, Inputs = 4), Dense(2, Inputs = 3)] partial class A { }\n[Network, Input(7), Dense(1, Inputs = 7)] partial class B { }\n")]
    [InlineData("NLC1003", "[Network, Input(2, 5), Softmax] partial class A { }\n[Network, Input(3, 5), Softmax] partial class B { }\n",
        "[Network, Input(2, 5, Kind = InputKind.Signal), Softmax] partial class A { }\n[Network, Input(3, 5, Kind = InputKind.Signal), Softmax] partial class B { }\n")]
    [InlineData("NLC9001", "[Network, Input(4)]\n[Dense(3, Activation.Softmax)]\n[CrossEntropyLoss]\npartial class A { }\n[Network, Input(4)]\n[Dense(3)]\n[Softmax]\n[CrossEntropyLoss]\npartial class B { }\n",
        "[Network, Input(4)]\n[Dense(3)]\n[CrossEntropyLoss]\npartial class A { }\n[Network, Input(4)]\n[Dense(3)]\n[CrossEntropyLoss]\npartial class B { }\n")]
    [InlineData("NLC0001", "[Network, Input(4), Dense(3)] class A { }\n[Network, Input(4), Dense(3)] class B { }\n", "[Network, Input(4), Dense(3)] partial class A { }\n[Network, Input(4), Dense(3)] partial class B { }\n")]
    public async Task FixAll_FixesEveryMessageOfTheFile(string id, string before, string after) =>
        Assert.Equal(Head + after, await CodeFixRun.ApplyToAll(Head + before, id));

    [Fact]
    public void EveryFix_IsForOtherRules()
    {
        var ids = CodeFixRun.Providers.SelectMany(provider => provider.FixableDiagnosticIds).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(13, CodeFixRun.Providers.Count);
    }
}
