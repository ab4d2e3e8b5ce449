using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void WeightAndBias_LieOneBehindTheOtherAtMultiplesOfACacheLine()
    {
        var weight = Tensor("dense1.weight", 3, 5);
        var bias = Tensor("dense1.bias", 3);
        var layout = new ParameterLayout([weight, bias]);

        // 3 units take a panel of 4 lanes: 5 rows of it are 20 floats, which end at 32.
        Assert.Equal((0, 0, 5, 32), Place(layout[weight]));
        Assert.Equal((32, 15, 1, 16), Place(layout[bias]));
        Assert.Equal(48, layout.PackedCount);
        Assert.Equal(18, layout.FlatCount);
    }

    [Fact]
    public void PanelsOfAWeight_FollowEachOtherAsInputsTimesLanes()
    {
        var weight = Tensor("weight", 37, 11);
        var tensor = new ParameterLayout([weight])[weight];
        var next = 0;
        foreach (var panel in tensor.Axis.Panels)
        {
            Assert.Equal(next, tensor.PanelOffset(panel));
            next += panel.Width * 11;
        }

        Assert.InRange(tensor.Length, next, next + 15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomTensors_AreAlignedDisjointAndComplete(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var parameters = Enumerable.Range(0, random.Next(1, 12))
                .Select(i => random.Next(2) == 0 ? Tensor("t" + i, random.Next(1, 70)) : Tensor("t" + i, random.Next(1, 70), random.Next(1, 70)))
                .ToList();
            var layout = new ParameterLayout(parameters);
            var packedEnd = 0;
            var flatEnd = 0;
            foreach (var tensor in parameters.Select(parameter => layout[parameter]))
            {
                Assert.Equal(0, tensor.Offset % 16);
                Assert.True(tensor.Offset >= packedEnd, "Overlaps the tensor before it.");
                Assert.Equal(flatEnd, tensor.FlatOffset);
                Assert.True(tensor.Length >= tensor.Rows * tensor.Axis.Width, "Too small for its panels.");
                packedEnd = tensor.Offset + tensor.Length;
                flatEnd += tensor.Parameter.Length;
            }

            Assert.Equal(packedEnd, layout.PackedCount);
            Assert.Equal(flatEnd, layout.FlatCount);
            Assert.Equal(parameters, layout.Parameters.Select(tensor => tensor.Parameter));
        }
    }

    [Fact]
    public void TensorsThatDoNotLearn_LieBehindThoseThatDoAndHaveNoGradients()
    {
        var frozen = Tensor("a", TensorRole.Frozen, 1, 20);
        var first = Tensor("b", TensorRole.Trainable, 1, 20);
        var slow = Tensor("c", TensorRole.Trainable, 0.5, 20);
        var second = Tensor("d", TensorRole.Trainable, 1, 20);
        var buffer = Tensor("e", TensorRole.Buffer, 1, 20);
        var layout = new ParameterLayout([frozen, first, slow, second, buffer]);
        Assert.Equal([0, 20, 40, 60], layout.Parameters.Select(tensor => tensor.FlatOffset));
        Assert.Equal([96, 0, 64, 32], layout.Parameters.Select(tensor => tensor.Offset));
        Assert.Equal([new LearningGroup(1, 0, 64), new LearningGroup(0.5, 64, 32)], layout.Groups);
        Assert.Equal((96, 80, 20), (layout.LearningCount, layout.FlatCount, layout.BufferFlatCount));
        Assert.Equal(0, layout[buffer].Offset);
    }

    private static (int Offset, int FlatOffset, int Rows, int Length) Place(PackedTensor tensor) =>
        (tensor.Offset, tensor.FlatOffset, tensor.Rows, tensor.Length);

    private static Parameter Tensor(string name, params int[] shape) => Tensor(name, TensorRole.Trainable, 1, shape);

    private static Parameter Tensor(string name, TensorRole role, double scale, params int[] shape) =>
        new(name, shape.ToEquatableArray(), new UniformInitializer(1), role, scale);
}
