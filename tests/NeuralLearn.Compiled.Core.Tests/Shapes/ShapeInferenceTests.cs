using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Shapes;

public sealed class ShapeInferenceTests
{
    [Fact]
    public void ChainOfLayers_PassesShapesFromTopToBottom()
    {
        var model = Model(Input(4), Dense(16, ("Activation", Activation.ReLU)), Line("Apply", ("Activation", Activation.Tanh)), Dense(3), Line("Softmax"));
        Assert.Empty(model.Problems);
        Assert.Equal(["[4] -> [16]", "[16] -> [16]", "[16] -> [3]", "[3] -> [3]"], model.Layers.Select(layer => layer.Input + " -> " + layer.Output));
        Assert.Equal(Shape.Vector(3), Assert.Single(model.Outputs).Shape);
    }

    [Theory]
    [InlineData(nameof(InputKind.Signal), "a signal [2, 50]")]
    [InlineData(nameof(InputKind.Sequence), "a sequence [2, 50]")]
    public void TwoAxes_AreWhatTheirKindSays(string kind, string expected)
    {
        var model = Model(Input(2, 50, Enum.Parse<InputKind>(kind)), Line("Apply", ("Activation", Activation.Tanh)));
        Assert.Empty(model.Problems);
        Assert.Equal(expected, Assert.Single(model.Outputs).Shape.Describe());
    }

    [Fact]
    public void ThreeAxes_AreAnImage() => Assert.Equal("an image [1, 28, 28]", Assert.Single(Model(Image(1, 28, 28)).Inputs).Shape.Describe());

    [Fact]
    public void AutomaticNames_CountEveryLayerOfAKind() =>
        Assert.Equal(
            ["dense1", "policy.net", "activation1", "dense3"],
            Model(Input(4), Dense(4), Dense(4, ("Name", "policy.net")), Line("Apply", ("Activation", Activation.Tanh)), Dense(2))
                .Layers.Select(layer => layer.Declaration.Name));

    [Theory]
    [InlineData("a.b", "AB")]
    [InlineData("0", "Layer0")]
    [InlineData("mlp.policy_net.0", "MlpPolicyNet0")]
    [InlineData("forward-pass", "ForwardPass")]
    [InlineData("größe", "Größe")]
    [InlineData("-", "Layer")]
    public void Name_GivesAnIdentifier(string name, string identifier) =>
        Assert.Equal(identifier, Assert.Single(Model(Input(4), Dense(2, ("Name", name))).Layers).Identifier);

    [Fact]
    public void NamesThatDifferInPunctuationOnly_GiveDifferentIdentifiers() =>
        Assert.Equal(["AB", "AB_2", "AB_3"],
            Model(Input(4), Dense(2, ("Name", "a.b")), Dense(2, ("Name", "a_b")), Dense(2, ("Name", "aB"))).Layers.Select(layer => layer.Identifier));

    [Theory]
    [InlineData("a", "aSum", "A", "ASum_2")]
    [InlineData("aSum", "a", "ASum", "A_2")]
    [InlineData("result", "input1", "Result_2", "Input1")]
    [InlineData("a", "aLog", "A", "ALog_2")]
    [InlineData("aSlope", "a", "ASlope", "A_2")]
    public void NameThatEmittedCodeUsesOtherwise_GivesAnotherIdentifier(string first, string second, string expectedFirst, string expectedSecond) =>
        Assert.Equal([expectedFirst, expectedSecond],
            Model(Input(4), Dense(2, ("Name", first)), Dense(2, ("Name", second))).Layers.Select(layer => layer.Identifier));

    [Fact]
    public void LossWithoutOptimizer_GetsAdam() =>
        Assert.Equal("Adam", Model(Input(4), Dense(2), Line("CrossEntropyLoss")).Optimizer?.Kind.Kind);

    [Fact]
    public void NoLoss_NeedsNoOptimizer()
    {
        var model = Model(Input(4), Dense(2));
        Assert.Empty(model.Losses);
        Assert.Null(model.Optimizer);
    }

    [Fact]
    public void ManyMistakes_AreAllReported() =>
        Assert.Equal(
            ["NLC0009 @9", "NLC0015 @1", "NLC0011 @3.Activation", "NLC1002 @4.Inputs", "NLC1005 @5.Name", "NLC1006 @6.Name", "NLC0011 @8.LearningRate"],
            Problems(
                Dense(8),
                Input(4),
                Line("Apply", ("Activation", (Activation)77)),
                Dense(8, ("Inputs", 5)),
                Dense(3, ("Name", "dense1")),
                Dense(3, ("Name", "a b")),
                Line("MeanSquaredErrorLoss"),
                Line("Adam", ("LearningRate", -1.0)),
                Line("Sgd")));

    [Fact]
    public void UnknownShape_SilencesWhatDependsOnIt() =>
        Assert.Equal(["NLC0011 @2.Units"], Problems(Input(4), Dense(0), Line("Apply", ("Activation", Activation.Tanh)), Line("CrossEntropyLoss")));

    [Fact]
    public void WrongShape_DoesNotSilenceTheLayersBelow() =>
        Assert.Equal(["NLC1001 @2", "NLC1002 @3.Inputs"], Problems(Image(1, 28, 28), Dense(10), Dense(4, ("Inputs", 11))));

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    [InlineData(int.MinValue, false)]
    public void Units_AreOneOrMore(int units, bool fine) =>
        Assert.Equal(fine ? [] : ["NLC0011 @2.Units"], Problems(Input(4), Dense(units)));

    [Theory]
    [InlineData(16384, 16383, false)]
    [InlineData(16384, 16384, true)]
    [InlineData(int.MaxValue, 1, true)]
    [InlineData(1, int.MaxValue, true)]
    [InlineData(int.MaxValue, int.MaxValue, true)]
    public void ParametersBeyondTheLimit_AreReported(int inputs, int units, bool tooLarge) =>
        Assert.Equal(tooLarge, Problems(Input(inputs), Dense(units)).Any(problem => problem.StartsWith("NLC1008", StringComparison.Ordinal)));

    [Fact]
    public void HugeImage_IsReportedAndDoesNotOverflow() =>
        Assert.Equal(["NLC1008 @1"], Problems(Image(int.MaxValue, int.MaxValue, int.MaxValue), Line("Softmax")));

    [Fact]
    public void SumOfLayersBeyondTheLimit_IsReportedAtTheLayerThatCrossesIt() =>
        Assert.Equal(["NLC1008 @3"], Problems(Input(15_000), Dense(15_000), Dense(15_000)));

    [Theory]
    [InlineData("LearningRate", 0.0)]
    [InlineData("LearningRate", double.NaN)]
    [InlineData("LearningRate", double.PositiveInfinity)]
    [InlineData("WeightDecay", -0.1)]
    [InlineData("Beta1", 1.0)]
    [InlineData("Beta2", -0.1)]
    [InlineData("Epsilon", 0.0)]
    [InlineData("Epsilon", 1e-300)]
    public void AdamsHyperParameterOutsideItsLimits_IsReported(string slot, double value) =>
        Assert.Equal(["NLC0011 @4." + slot], Problems(Input(4), Dense(2), Line("MeanSquaredErrorLoss"), Line("Adam", (slot, value))));

    [Theory]
    [InlineData("LearningRate", 1e-30)]
    [InlineData("WeightDecay", 0.0)]
    [InlineData("Beta1", 0.0)]
    [InlineData("Beta2", 0.999999)]
    [InlineData("Epsilon", 1e-40)]
    public void AdamsHyperParameterAtItsLimits_IsFine(string slot, double value) =>
        Assert.Empty(Problems(Input(4), Dense(2), Line("MeanSquaredErrorLoss"), Line("Adam", (slot, value))));

    [Theory]
    [InlineData(0.9, 0.0, true)]
    [InlineData(0.0, 0.0, false)]
    [InlineData(0.9, 0.1, false)]
    public void Nesterov_NeedsMomentumAndNoDampening(double momentum, double dampening, bool fine) =>
        Assert.Equal(fine ? [] : ["NLC0011 @4.Nesterov"],
            Problems(Input(4), Dense(2), Line("MeanSquaredErrorLoss"), Line("Sgd", ("Momentum", momentum), ("Dampening", dampening), ("Nesterov", true))));

    [Fact]
    public void InvalidArguments_AreTheCompilersToReport() =>
        Assert.Empty(Problems(Input(4), Line("Dense", ("Units", ArgumentValue.Invalid)), Line("CrossEntropyLoss", ("LabelSmoothing", ArgumentValue.Invalid))));

    [Theory]
    [InlineData(799, "NLC0012 @-1")]
    [InlineData(900, null)]
    [InlineData(1400, null)]
    public void LanguageVersion_MustBeNine(int version, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Problems(Network(Input(4), Dense(2)) with { Target = new TargetProfile(version, true, false) }));

    [Fact]
    public void MissingVectors_MeanAnOldFramework() =>
        Assert.Equal(["NLC0013 @-1"], Problems(Network(Input(4), Dense(2)) with { Target = new TargetProfile(900, false, false) }));
}
