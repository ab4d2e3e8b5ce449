using NeuralLearn.Compiled.Generator.Declarations;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Shapes;

/// <summary>Layers that change axes, or mean one of them: shapes and mistakes.</summary>
public sealed class AxesTests
{
    private static readonly AttributeDeclaration Picture = Image(3, 4, 5);

    public static IEnumerable<object[]> KeepTheirShape =>
        from kind in new[] { "Softmax", "LogSoftmax", "PReLU", "BatchNorm", "LayerNorm", "Standardize", "LeakyReLU", "ELU", "Softplus" }
        from input in new[] { "vector", "signal", "image", "sequence" }
        select new object[] { kind, input };

    [Theory]
    [MemberData(nameof(KeepTheirShape))]
    public void LayerOverFeaturesOrChannels_KeepsEveryShape(string kind, string input)
    {
        var model = Model(Of(input), Line(kind));
        Assert.Empty(model.Problems);
        Assert.Equal(model.Inputs[0].Shape, model.Outputs[0].Shape);
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("PReLU")]
    [InlineData("BatchNorm")]
    [InlineData("LayerNorm")]
    [InlineData("Standardize")]
    [InlineData("ELU")]
    [InlineData("Flatten")]
    [InlineData("Transpose")]
    [InlineData("GlobalAvgPool")]
    public void LayerOfNumbers_TakesNoIndices(string kind) => Assert.Equal(["NLC1001 @2"], Problems(Indices(3), Line(kind)));

    [Fact]
    public void Dense_ActsOnEveryStepOfASequence()
    {
        var layer = Assert.Single(Model(Sequence(7, 3), Dense(5)).Layers);
        Assert.Equal("a sequence [7, 5]", layer.Output.Describe());
        Assert.Equal(20, layer.Kind.CountParameters(layer.Declaration, layer.Input));
        Assert.Equal(7 * 15, layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input));
    }

    [Fact]
    public void InputsOfADense_AreTheFeaturesOfAStep()
    {
        Assert.Empty(Problems(Sequence(7, 3), Dense(5, ("Inputs", 3))));
        Assert.Equal(["NLC1002 @2.Inputs"], Problems(Sequence(7, 3), Dense(5, ("Inputs", 21))));
    }

    [Theory]
    [InlineData("vector", "a vector [60]")]
    [InlineData("signal", "a vector [60]")]
    [InlineData("image", "a vector [60]")]
    [InlineData("sequence", "a vector [60]")]
    public void Flatten_GivesAVector(string input, string expected) => Assert.Equal(expected, Last(Of(input), Line("Flatten")));

    [Fact]
    public void Transpose_TurnsASignalIntoASequenceAndBack()
    {
        Assert.Equal("a sequence [50, 2]", Last(Signal(2, 50), Line("Transpose")));
        Assert.Equal("a signal [2, 50]", Last(Sequence(50, 2), Line("Transpose")));
        Assert.Equal(["NLC1001 @2"], Problems(Picture, Line("Transpose")));
        Assert.Equal(["NLC1001 @2"], Problems(Input(4), Line("Transpose")));
    }

    [Theory]
    [InlineData(InputKind.Default, "60", "a vector [60]")]
    [InlineData(InputKind.Default, "-1", "a vector [60]")]
    [InlineData(InputKind.Default, "5,4,3", "an image [5, 4, 3]")]
    [InlineData(InputKind.Default, "5,-1,2", "an image [5, 6, 2]")]
    [InlineData(InputKind.Signal, "6,10", "a signal [6, 10]")]
    [InlineData(InputKind.Sequence, "-1,10", "a sequence [6, 10]")]
    public void Reshape_KeepsTheNumberOfValues(object kind, string dimensions, string expected) =>
        Assert.Equal(expected, Last(Picture, Reshape((InputKind)kind, Lengths(dimensions))));

    [Theory]
    [InlineData(InputKind.Default, "61", "NLC1021 @2")]
    [InlineData(InputKind.Default, "7,-1,1", "NLC1021 @2")]
    [InlineData(InputKind.Default, "6,10", "NLC1003 @2")]
    [InlineData(InputKind.Signal, "60", "NLC1004 @2.Kind")]
    [InlineData(InputKind.Indices, "60", "NLC0011 @2.Kind")]
    [InlineData(InputKind.Default, "", "NLC1023 @2")]
    [InlineData(InputKind.Default, "3,4,5,1", "NLC1023 @2")]
    [InlineData(InputKind.Default, "60,0,1", "NLC0011 @2.Dimensions#1")]
    [InlineData(InputKind.Default, "-1,1,-1", "NLC0011 @2.Dimensions#2")]
    [InlineData(InputKind.Default, "2147483647,2147483647,2147483647", "NLC1021 @2")]
    public void WrongReshape_IsReported(object kind, string dimensions, string expected) =>
        Assert.Equal([expected], Problems(Picture, Reshape((InputKind)kind, Lengths(dimensions)), Line("Softmax")));

    [Theory]
    [InlineData("3,4,5", null)]
    [InlineData("3,5,4", "NLC1022 @2")]
    [InlineData("60", "NLC1022 @2")]
    public void Expect_LetsTheShapePassThatItExpects(string dimensions, string? expected)
    {
        var model = Model(Picture, Line("Expect", ("Dimensions", Integers(Lengths(dimensions)))), Line("Softmax"));
        Assert.Equal(expected is null ? [] : [expected], model.Problems.Select(problem => $"{problem.Rule.Id} @{problem.Attribute}"));
        Assert.Equal(expected is null ? "an image [3, 4, 5]" : "an unknown shape []", model.Outputs[0].Shape.Describe());
    }

    [Fact]
    public void Concat_JoinsChannelsOrFeatures()
    {
        Assert.Equal("an image [6, 4, 5]", Last(Picture, Line("Concat", ("Names", List("input", "input")))));
        Assert.Equal("a sequence [7, 8]", Last(Sequence(7, 3), Dense(5), Line("Concat", ("Names", List("input", "dense1")))));
        Assert.Equal(["NLC1024 @3.Names"], Problems(Sequence(7, 3), Line("GlobalAvgPool"), Line("Concat", ("Names", List("input", "pool1")))));
        Assert.Equal(["NLC1024 @3.Names"], Problems(Picture, Conv2D(3, 3), Line("Concat", ("Names", List("input", "conv1")))));
    }

    [Fact]
    public void Indices_AreForEmbeddingsOnly()
    {
        Assert.Equal("a sequence [7, 4]", Last(Indices(7), Line("Embedding", ("Count", 100), ("Size", 4))));
        Assert.Equal(["NLC1001 @2"], Problems(Input(7), Line("Embedding", ("Count", 100), ("Size", 4))));
        Assert.Equal(["NLC1001 @2"], Problems(Indices(7), Line("Add", ("Names", List("input", "input")))));
        Assert.Equal(["NLC1001 @2"], Problems(Indices(7), Line("Expect", ("Dimensions", Integers(7)))));
        Assert.Equal(["NLC1001 @2"], Problems(Indices(7), Dense(2)));
        Assert.Equal(["NLC0011 @2.Count", "NLC0011 @2.Size"], Problems(Indices(7), Line("Embedding", ("Count", 0), ("Size", -1))));
        Assert.Equal(["NLC1008 @2"], Problems(Indices(7), Line("Embedding", ("Count", int.MaxValue), ("Size", 1))));
        Assert.Equal(["NLC1004 @1.Kind"], Problems(Input(7, 2, InputKind.Indices), Line("Embedding", ("Count", 100), ("Size", 4))));
    }

    [Theory]
    [InlineData("Rnn", 1)]
    [InlineData("Gru", 3)]
    [InlineData("Lstm", 4)]
    public void RecurrentLayer_GivesItsLastStepOrAll(string kind, int gates)
    {
        Assert.Equal("a vector [6]", Last(Sequence(7, 3), Line(kind, ("Units", 6))));
        var model = Model(Sequence(7, 3), Line(kind, ("Units", 6), ("Layers", 2), ("Return", Return.Sequence)));
        Assert.Empty(model.Problems);
        Assert.Equal("a sequence [7, 6]", model.Outputs[0].Shape.Describe());
        var (layer, products) = (model.Layers[0], gates * 6 * (3 + 6 + 6 + 6));
        Assert.Equal(products + (gates * 6 * 4), layer.Kind.CountParameters(layer.Declaration, layer.Input));
        Assert.Equal(products * 7, layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input));
    }

    [Theory]
    [InlineData("vector")]
    [InlineData("signal")]
    [InlineData("image")]
    public void RecurrentLayer_TakesSequencesOnly(string input) => Assert.Equal(["NLC1001 @2"], Problems(Of(input), Line("Gru", ("Units", 6))));

    [Fact]
    public void ArgumentsOfARecurrentLayer_AreChecked()
    {
        Assert.Equal(["NLC0011 @2.Units", "NLC0011 @2.Layers", "NLC0011 @2.Return"], Problems(Sequence(7, 3), Line("Gru", ("Units", 0), ("Layers", 0), ("Return", (Return)5))));
        Assert.Equal(["NLC0011 @2.Layers"], Problems(Sequence(7, 3), Line("Lstm", ("Units", 2), ("Layers", 65))));
        Assert.Equal(["NLC0011 @2.Activation"], Problems(Sequence(7, 3), Line("Rnn", ("Units", 2), ("Activation", Activation.Sigmoid))));
        Assert.Empty(Problems(Sequence(7, 3), Line("Rnn", ("Units", 2), ("Activation", Activation.ReLU))));
        Assert.Equal(["NLC1008 @2"], Problems(Sequence(7, 3), Line("Lstm", ("Units", int.MaxValue))));
    }

    [Theory]
    [InlineData("BatchNorm", "Momentum", 1.5)]
    [InlineData("BatchNorm", "Epsilon", 0.0)]
    [InlineData("LayerNorm", "Epsilon", double.NaN)]
    public void NumbersOfANormalisation_AreChecked(string kind, string slot, double value) =>
        Assert.Equal(["NLC0011 @2." + slot], Problems(Input(4), Line(kind, (slot, value))));

    [Theory]
    [InlineData("sequence", 4, "")]
    [InlineData("signal", 4, "")]
    [InlineData("image", 4, "")]
    public void CrossEntropy_TakesScoresAtEveryPosition(string input, int classes, string expected)
    {
        var layer = input == "image" ? Conv2D(classes, 1) : Conv1D(classes, 1);
        Assert.Equal(expected, string.Join(" ", Problems(Of(input), layer, Line("CrossEntropyLoss", ("ClassWeights", Numbers("1", "2", "3", "4"))))));
        Assert.Equal("NLC1013 @3.ClassWeights", string.Join(" ", Problems(Of(input), layer, Line("CrossEntropyLoss", ("ClassWeights", Numbers("1", "2", "3"))))));
    }

    [Fact]
    public void BiasBeforeBatchNorm_IsAdvisedAgainst()
    {
        Assert.Equal(["NLC9008 @2"], Problems(Picture, Conv2D(4, 3), Line("BatchNorm")));
        Assert.Empty(Problems(Picture, Conv2D(4, 3, ("Bias", false)), Line("BatchNorm")));
        Assert.Empty(Problems(Picture, Conv2D(4, 3, ("Activation", Activation.ReLU)), Line("BatchNorm")));
        Assert.Empty(Problems(Picture, Conv2D(4, 3), Line("BatchNorm", ("Trainable", false))));
    }

    private static AttributeDeclaration Of(string input) => input switch
    {
        "vector" => Input(60),
        "signal" => Signal(4, 15),
        "sequence" => Sequence(15, 4),
        _ => Picture,
    };

    private static int[] Lengths(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(length => int.Parse(length, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Last(params AttributeDeclaration[] lines)
    {
        var model = Model(lines);
        Assert.Empty(model.Problems);
        return model.Outputs[0].Shape.Describe();
    }
}
