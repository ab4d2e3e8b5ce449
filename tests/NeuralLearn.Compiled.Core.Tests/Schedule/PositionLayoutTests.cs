using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

/// <summary>Values with positions, and the tensors that go with them.</summary>
public sealed class PositionLayoutTests
{
    public static IEnumerable<object[]> Networks =>
    [
        [new[] { Image(3, 9, 8), Conv2D(21, 3, ("Bias", false)), Line("LayerNorm"), Line("Flatten"), Dense(20) }],
        [new[] { Image(6, 9, 8), Conv2D(12, 3, ("Groups", 3), ("KernelWidth", 2)), Line("MaxPool2D", ("Kernel", 3)), Line("Flatten"), Dense(3) }],
        [new[] { Signal(5, 30), Conv1D(5, 4, ("Groups", 5)), Line("BatchNorm"), Line("Flatten"), Dense(2) }],
        [new[] { Sequence(7, 3), Line("Lstm", ("Units", 19), ("Return", Return.Sequence)), Line("LayerNorm"), Line("Flatten"), Dense(2) }],
        [new[] { Indices(7), Line("Embedding", ("Count", 11), ("Size", 5)), Line("Gru", ("Units", 4), ("Layers", 2)), Dense(4) }],
        [new[] { Input(40), Dense(17), Line("PReLU", ("Channels", true)), Dense(2), Line("Standardize", ("From", "input")), Line("Concat", ("Names", List("dense2", "standardize1"))) }],
    ];

    [Theory]
    [InlineData("vector", 1, 20, 32, 32, false)]
    [InlineData("signal", 9, 3, 4, 36, false)]
    [InlineData("image", 12, 16, 16, 192, false)]
    [InlineData("sequence", 3, 16, 16, 48, true)]
    [InlineData("narrow sequence", 2, 4, 4, 8, true)]
    [InlineData("odd sequence", 3, 4, 4, 12, true)]
    [InlineData("signal of one", 1, 8, 8, 8, true)]
    public void Shape_LiesAsPositionsOfPaddedChannels(string what, int positions, int channels, int positionStride, int stride, bool isDense)
    {
        var axis = PackedAxis.Of(what switch
        {
            "vector" => Shape.Vector(20),
            "signal" => Shape.Signal(3, 9),
            "image" => Shape.Image(16, 3, 4),
            "sequence" => Shape.Sequence(3, 16),
            "narrow sequence" => Shape.Sequence(2, 4),
            "odd sequence" => Shape.Sequence(3, 4),
            _ => Shape.Signal(8, 1),
        });
        Assert.Equal((positions, channels, positionStride, stride, isDense), (axis.Positions, axis.Length, axis.PositionStride, axis.Stride, axis.IsDense));
    }

    [Fact]
    public void VectorsAxis_IsTheAxisOfItsLength() => Assert.Equal(new PackedAxis(20), PackedAxis.Of(Shape.Vector(20)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryValue_HasItsPlace(bool isImage)
    {
        var shape = isImage ? Shape.Image(5, 3, 4) : Shape.Sequence(12, 5);
        var axis = PackedAxis.Of(shape);
        Assert.Equal(shape.Size, Enumerable.Range(0, shape.Size).Select(axis.OffsetOf).Distinct().Count());
        for (var position = 0; position < 12; position++)
        {
            for (var channel = 0; channel < 5; channel++)
            {
                Assert.Equal((position * axis.PositionStride) + channel, axis.OffsetOf(shape.FlatIndex(position, channel)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryElement_HasAPlaceOfItsOwnWithinItsTensor(object lines)
    {
        var graph = NetworkGraphBuilder.Build(Model((AttributeDeclaration[])lines));
        var layout = new ParameterLayout(graph.Tensors, FlattenedInputs.Of(graph));
        Assert.All(layout.Parameters.Concat(layout.Buffers), tensor =>
        {
            var places = Enumerable.Range(0, tensor.Parameter.Length).Select(tensor.OffsetOf).ToList();
            Assert.Equal(places.Count, places.Distinct().Count());
            Assert.All(places, place => Assert.InRange(place, 0, tensor.Length - 1));
            Assert.Equal(0, tensor.Offset % 16);
        });
    }

    [Fact]
    public void ConvolutionsWeight_HasAtEachTapItsInputsAtEachInputItsOutputs()
    {
        var tensor = Layout(Image(3, 9, 8), Conv2D(20, 3)).Parameters[0];
        Assert.Equal((27, 9, 20), (tensor.Rows, tensor.Taps, tensor.Axis.Length));

        // Output 17 is in the second panel, of 4 lanes, at its lane 1; tap (2, 1), input 2.
        Assert.Equal((16 * 27) + (((7 * 3) + 2) * 4) + 1, tensor.OffsetOf((((17 * 3) + 2) * 9) + 7));
    }

    [Fact]
    public void Gates_BeginWithAPanelEach()
    {
        var layout = Layout(Sequence(7, 3), Line("Lstm", ("Units", 5)));
        var (weight, bias) = (layout.Parameters[0], layout.Parameters[2]);
        Assert.Equal((3, 5, 4), (weight.Rows, weight.Axis.Length, weight.Axis.Positions));
        Assert.Equal(32, weight.PositionStride);
        Assert.Equal((2 * 32) + (1 * 8) + 3, weight.OffsetOf(((2 * 5) + 3) * 3 + 1));
        Assert.Equal((2 * 8) + 3, bias.OffsetOf((2 * 5) + 3));
        Assert.Equal(32, bias.Length);
    }

    [Fact]
    public void RowsOfAnEmbedding_LieLikeSteps()
    {
        var tensor = Layout(Indices(7), Line("Embedding", ("Count", 11), ("Size", 5))).Parameters[0];
        Assert.Equal((3 * 8) + 2, tensor.OffsetOf((3 * 5) + 2));
    }

    [Fact]
    public void FlattenedWeight_ReadsPositionsInTheOrderOfMemory()
    {
        // 40 outputs: lanes are outputs, rows are positions and then their channels.
        var wide = Layout(Image(3, 2, 2), Line("Apply", ("Activation", Activation.Tanh)), Line("Flatten"), Dense(40)).Parameters[0];
        Assert.Equal((12, 4), (wide.Rows, wide.Taps));
        Assert.Equal(((1 * 3) + 2) * 16, wide.OffsetOf((2 * 4) + 1));

        // Few outputs: lanes are inputs, one position behind the other without gaps.
        var narrow = Layout(Image(5, 4, 4), Line("Apply", ("Activation", Activation.Tanh)), Line("Flatten"), Dense(2)).Parameters[0];
        Assert.Equal((true, 2, 80, 1, 16), (narrow.AlongInputs, narrow.Rows, narrow.Axis.Length, narrow.Axis.Positions, narrow.Taps));
        Assert.Equal((((7 * 5) + 4) / 16 * 32) + 16 + (((7 * 5) + 4) % 16), narrow.OffsetOf(80 + (4 * 16) + 7));
    }

    [Fact]
    public void FlattenedInput_IsReadInTheUsersOrder() =>
        Assert.Empty(FlattenedInputs.Of(NetworkGraphBuilder.Build(Model(Image(3, 2, 2), Line("Flatten"), Dense(40)))));

    [Fact]
    public void WeightBehindSomethingElse_KeepsItsOrder() =>
        Assert.Empty(FlattenedInputs.Of(NetworkGraphBuilder.Build(Model(Image(3, 2, 2), Line("Flatten"), Line("Dropout", ("Rate", 0.5)), Dense(40)))));

    [Fact]
    public void Counters_LieInNoBuffer()
    {
        var layout = Layout(Image(3, 2, 2), Line("BatchNorm"));
        Assert.Equal("batchnorm1.num_batches_tracked", Assert.Single(layout.Counters).Name);
        Assert.Equal((6, 6), (layout.FlatCount, layout.BufferFlatCount));
    }

    private static ParameterLayout Layout(params AttributeDeclaration[] lines)
    {
        var graph = NetworkGraphBuilder.Build(Model(lines));
        return new ParameterLayout(graph.Tensors, FlattenedInputs.Of(graph));
    }
}
