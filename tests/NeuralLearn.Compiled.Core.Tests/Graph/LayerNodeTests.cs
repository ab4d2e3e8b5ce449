using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Graph;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Graph;

/// <summary>Layers as operations: which nodes they become, with which tensors.</summary>
public sealed class LayerNodeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Convolution_HasPyTorchsWeight(int groups)
    {
        var graph = Build(Image(6, 9, 8), Conv2D(12, 3, ("Groups", groups), ("Padding", 1), ("StrideWidth", 2), ("Activation", Activation.ReLU)));
        var conv = Assert.IsType<ConvNode>(graph.Nodes[0]);
        Assert.IsType<MapNode>(graph.Nodes[1]);
        Assert.Equal((groups, 6 / groups, 12 / groups, groups == 6), (conv.Groups, conv.GroupInputs, conv.GroupOutputs, conv.IsDepthwise));
        Assert.Equal([$"conv1.weight [12, {6 / groups}, 3, 3]", "conv1.bias [12]"], Tensors(graph));
        Assert.Equal(new WindowAxis(9, 3, 1, 1, 1, 1, 9), conv.Window.Height);
        Assert.Equal(new WindowAxis(8, 3, 2, 1, 1, 1, 4), conv.Window.Width);
        Assert.Equal(1 / Math.Sqrt(6.0 / groups * 9), Assert.IsType<UniformInitializer>(conv.Weight.Initializer).Bound, 12);
    }

    [Fact]
    public void SignalConvolution_IsAnImageOfHeightOne()
    {
        var conv = Assert.IsType<ConvNode>(Build(Sequence(50, 2), Conv1D(4, 4, ("PaddingMode", PaddingMode.Same), ("Bias", false))).Nodes[0]);
        Assert.Equal([4, 2, 4], conv.Weight.Shape);
        Assert.Null(conv.Bias);
        Assert.Equal(WindowAxis.None, conv.Window.Height);
        Assert.Equal((1, 2), (conv.Window.Width.Begin, conv.Window.Width.End));
    }

    [Fact]
    public void GlorotOfAGroupedConvolution_DoesNotDivideTheOutputs() =>
        Assert.Equal(Math.Sqrt(6.0 / ((3 * 9) + (12 * 9))),
            Assert.IsType<UniformInitializer>(Build(Image(6, 9, 9), Conv2D(12, 3, ("Groups", 2), ("Init", Init.GlorotUniform))).Tensors[0].Initializer).Bound, 12);

    [Fact]
    public void Pooling_StepsByItsWindow()
    {
        var pool = Assert.IsType<PoolNode>(Build(Image(3, 8, 8), Line("MaxPool2D", ("Kernel", 2))).Nodes[0]);
        Assert.Equal((PoolKind.Max, 2, 4, false), (pool.Kind, pool.Window.Height.Stride, pool.Window.Width.Output, pool.IsGlobal));
    }

    [Theory]
    [InlineData(true, new[] { 3, 3, 2 })]
    [InlineData(false, new[] { 2, 3, 1 })]
    public void DivisorOfAMean_IsPyTorchs(bool countsPadding, int[] expected)
    {
        // Six inputs and one padding on both sides; the third window hangs over the padded end and is cut there.
        var pool = Assert.IsType<PoolNode>(Build(Signal(1, 6),
            Line("AvgPool1D", ("Kernel", 3), ("Padding", 1), ("CeilMode", true), ("CountIncludePad", countsPadding))).Nodes[0]);
        Assert.Equal(expected, Enumerable.Range(0, 3).Select(output => pool.Divisor(0, output)));
    }

    [Fact]
    public void GlobalPooling_IsOneWindow()
    {
        var pool = Assert.IsType<PoolNode>(Build(Image(3, 4, 5), Line("GlobalAvgPool")).Nodes[0]);
        Assert.True(pool.IsGlobal);
        Assert.Equal(20, pool.Divisor(0, 0));
    }

    [Fact]
    public void Taps_AreThoseThatSeeInputs()
    {
        for (var (length, seed) = (1, 0); length < 9; length++)
        {
            for (var i = 0; i < 200; i++)
            {
                var random = new Random(seed++);
                var axis = new WindowAxis(length, random.Next(1, 5), random.Next(1, 4), random.Next(1, 4), random.Next(0, 6), 0, 6);
                for (var output = 0; output < 6; output++)
                {
                    var seeing = Enumerable.Range(0, axis.Kernel).Where(tap => axis.At(output, tap) >= 0 && axis.At(output, tap) < length).ToList();
                    Assert.Equal(seeing, Enumerable.Range(axis.FirstTap(output), axis.EndTap(output) - axis.FirstTap(output)));
                    Assert.Equal(seeing.Count == axis.Kernel, axis.IsInside(output));
                }
            }
        }
    }

    [Fact]
    public void BatchNorm_HasBuffersAndACounter()
    {
        var graph = Build(Image(3, 4, 5), Line("BatchNorm", ("Momentum", 0.2)));
        Assert.Equal(["batchnorm1.weight [3]", "batchnorm1.bias [3]", "batchnorm1.running_mean [3]", "batchnorm1.running_var [3]", "batchnorm1.num_batches_tracked []"], Tensors(graph));
        var norm = Assert.IsType<BatchNormNode>(Assert.Single(graph.Nodes));
        Assert.Equal((0.2, 1e-5, true, true), (norm.Momentum, norm.Epsilon, norm.Measures, norm.Learns));
        Assert.Equal(TensorRole.Counter, norm.Running.Batches.Role);
    }

    [Fact]
    public void BatchNorm_UsesItsRunningStatisticsOutsideTraining()
    {
        var graph = Build(Input(3), Dense(4), Line("Dropout", ("Rate", 0.5)), Line("BatchNorm"), Dense(2)).ForEvaluation();
        var norm = Assert.IsType<BatchNormNode>(graph.Nodes[1]);
        Assert.False(norm.Measures);
        Assert.Same(graph.Nodes[0].Y, norm.X);
        Assert.Same(norm.Y, graph.Nodes[2].X);
    }

    [Fact]
    public void FrozenBatchNorm_UsesItsRunningStatisticsInTrainingToo() =>
        Assert.False(Assert.IsType<BatchNormNode>(Build(Input(3), Line("BatchNorm", ("Trainable", false))).Nodes[0]).Measures);

    [Theory]
    [InlineData("vector", "[12]", 1, 1)]
    [InlineData("sequence", "[4]", 1, 3)]
    [InlineData("signal", "[3, 4]", 4, 1)]
    [InlineData("image", "[3, 2, 2]", 4, 1)]
    public void LayerNorm_NormalizesFeaturesOrAllOfAPicture(string input, string shape, int positions, int groups)
    {
        var graph = Build(input switch { "vector" => Input(12), "sequence" => Sequence(3, 4), "signal" => Signal(3, 4), _ => Image(3, 2, 2) }, Line("LayerNorm"));
        var norm = Assert.IsType<LayerNormNode>(Assert.Single(graph.Nodes));
        Assert.Equal([$"layernorm1.weight {shape}", $"layernorm1.bias {shape}"], Tensors(graph));
        Assert.Equal((positions, groups), (norm.GroupPositions, norm.Groups));
    }

    [Fact]
    public void RecurrentStack_IsANodePerLayerWithPyTorchsNames()
    {
        var graph = Build(Sequence(7, 3), Line("Gru", ("Units", 5), ("Layers", 2), ("Name", "memory")));
        Assert.Equal(
            [
                "memory.weight_ih_l0 [15, 3]", "memory.weight_hh_l0 [15, 5]", "memory.bias_ih_l0 [15]", "memory.bias_hh_l0 [15]",
                "memory.weight_ih_l1 [15, 5]", "memory.weight_hh_l1 [15, 5]", "memory.bias_ih_l1 [15]", "memory.bias_hh_l1 [15]",
            ],
            Tensors(graph));
        var nodes = graph.Nodes.Cast<RecurrentNode>().ToList();
        Assert.Equal([(0, 7, 3, 5, true), (1, 7, 5, 5, false)], nodes.Select(node => (node.Level, node.Steps, node.Features, node.Units, node.ReturnsSequence)));
        Assert.All(graph.Tensors, tensor => Assert.Equal(1 / Math.Sqrt(5), Assert.IsType<UniformInitializer>(tensor.Initializer).Bound));
    }

    [Theory]
    [InlineData("Rnn", 1, "tanh", false)]
    [InlineData("Gru", 3, null, false)]
    [InlineData("Lstm", 4, null, true)]
    public void RecurrentKinds_DifferInGates(string kind, int gates, string? activation, bool hasCell)
    {
        var node = Assert.IsType<RecurrentNode>(Assert.Single(Build(Sequence(7, 3), Line(kind, ("Units", 5), ("Bias", false))).Nodes));
        Assert.Equal((gates, activation, hasCell), (node.Gates, node.Activation?.Name, node.HasCell));
        Assert.Null(node.Weights.InputBias);
    }

    [Fact]
    public void Embedding_ReadsRowsOfItsWeight()
    {
        var graph = Build(Indices(6), Line("Embedding", ("Count", 100), ("Size", 8)), Line("Flatten"), Dense(2));
        var embedding = Assert.IsType<EmbeddingNode>(graph.Nodes[0]);
        Assert.Equal((100, 8), (embedding.Count, embedding.Features));
        Assert.Equal("a sequence [6, 8]", embedding.Y.Shape.Describe());
        Assert.Equal(new NormalInitializer(1), embedding.Weight.Initializer);
    }

    [Theory]
    [InlineData("image to vector", false)]
    [InlineData("sequence to vector", true)]
    [InlineData("vector to sequence", true)]
    [InlineData("image to signal", true)]
    [InlineData("image to image", false)]
    [InlineData("grey image to vector", true)]
    public void Reshape_KeepsOrderWhereRowMajorOrderIsThatOfMemory(string what, bool keepsOrder)
    {
        var graph = what switch
        {
            "image to vector" => Build(Image(3, 4, 5), Line("Flatten")),
            "sequence to vector" => Build(Sequence(4, 3), Line("Flatten")),
            "vector to sequence" => Build(Input(12), Reshape(InputKind.Sequence, 3, 4)),
            "image to signal" => Build(Image(3, 4, 5), Reshape(InputKind.Signal, 3, 20)),
            "image to image" => Build(Image(3, 4, 5), Reshape(InputKind.Default, 5, 4, 3)),
            _ => Build(Image(1, 4, 5), Line("Flatten")),
        };
        Assert.Equal(keepsOrder, Assert.IsType<ReshapeNode>(Assert.Single(graph.Nodes)).KeepsOrder);
    }

    [Fact]
    public void LayersThatChangeNothing_AddNothing() =>
        Assert.Equal(["AffineNode"], Build(Input(4), Line("Flatten"), Line("Expect", ("Dimensions", Integers(4))), Dense(2)).Nodes.Select(node => node.GetType().Name));

    [Fact]
    public void SequenceLosses_HaveATargetPerStep()
    {
        var graph = Build(Sequence(7, 3), Dense(5), Line("MeanSquaredErrorLoss"));
        Assert.Equal(7, graph.Losses[0].Targets);
        Assert.Equal(1.0 / 5, Assert.IsType<ElementLossNode>(graph.Losses[0]).Scale);
        Assert.Equal(7, Build(Signal(3, 7), Line("PReLU"), Line("CrossEntropyLoss")).Losses[0].Targets);
        Assert.Equal(1, Build(Signal(3, 7), Line("PReLU"), Line("MeanSquaredErrorLoss")).Losses[0].Targets);
    }

    private static NetworkGraph Build(params AttributeDeclaration[] lines)
    {
        var model = Model(lines);
        Assert.Empty(model.Errors);
        return NetworkGraphBuilder.Build(model);
    }

    private static IEnumerable<string> Tensors(NetworkGraph graph) => graph.Tensors.Select(tensor => tensor.Name + " " + tensor.Shape);
}
