using NeuralLearn.Compiled.Tests.Networks;
using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Features;

public sealed class BatchNormTests
{
    private const int Rows = 9;

    [Fact]
    public void Training_NormalisesByTheBatchAndMovesTheRunningStatistics()
    {
        var net = new BatchNormedSteps();
        float[] weights = Numbers.Uniform(36, 1), inputs = Numbers.Uniform(Rows * 72, 2, 3f), outputs = new float[Rows * 72], buffers = new float[36];
        net.LoadParameters(weights);
        net.BackwardBatch(new BatchNormedSteps.Batch { Input = inputs, Target = inputs, Output = outputs });
        net.CopyBuffersTo(buffers);
        for (var channel = 0; channel < 18; channel++)
        {
            double[] x = [.. Enumerable.Range(0, Rows * 4).Select(step => (double)inputs[(step * 18) + channel])];
            double mean = x.Average(), squares = x.Sum(value => (value - mean) * (value - mean));
            for (var step = 0; step < x.Length; step++)
            {
                var expected = ((x[step] - mean) / Math.Sqrt((squares / x.Length) + 1e-5) * weights[channel]) + weights[18 + channel];
                Assert.Equal(expected, outputs[(step * 18) + channel], 1e-5);
            }

            Assert.Equal(0.1 * mean, buffers[channel], 1e-6);
            Assert.Equal(0.9 + (0.1 * squares / (x.Length - 1)), buffers[18 + channel], 1e-5);
        }
    }

    [Fact]
    public void Gradients_GoThroughTheStatistics()
    {
        BatchNormed dense = new(3);
        float[] inputs = Numbers.Uniform(70 * 6, 4, 2f), targets = Numbers.Uniform(70 * 3, 5);
        Differences.Check(dense, BatchNormed.ParameterCount, () => Loss(dense, inputs, targets), () => dense.BackwardBatch(inputs, targets));
        BatchNormedImage image = new(3);
        float[] images = Numbers.Uniform(5 * 60, 4, 2f), values = Numbers.Uniform(5 * 60, 5);
        Differences.Check(image, BatchNormedImage.ParameterCount, () => Loss(image, images, values), () => image.BackwardBatch(images, values));

        static float Loss(ITrainableNetwork network, float[] inputs, float[] targets) =>
            (float)network.BackwardBatch(new NetworkRows { Inputs = inputs, Targets = targets }).Mean;
    }

    [Fact]
    public void InputGradient_IsThatOfDifferences()
    {
        var net = new BatchNormedSteps(1);
        float[] inputs = Numbers.Uniform(Rows * 72, 2, 2f), targets = Numbers.Uniform(Rows * 72, 3), gradient = new float[Rows * 72];
        net.BackwardBatch(new BatchNormedSteps.Batch { Input = inputs, Target = targets, InputGradient = gradient });
        for (var i = 0; i < inputs.Length; i += 29)
        {
            float[] up = [.. inputs], down = [.. inputs];
            up[i] += 1e-2f;
            down[i] -= 1e-2f;

            // The loss is the mean over rows and steps, a row's gradient that of its own loss.
            var difference = ((double)net.BackwardBatch(up, targets) - net.BackwardBatch(down, targets)) / (up[i] - down[i]) * Rows * 4;
            Assert.Equal(difference, gradient[i], 5e-3);
        }
    }

    [Fact]
    public void OneRowOfAVector_IsRefusedAndChangesNothing()
    {
        var net = new BatchNormed(1);
        var hash = net.StateHash();
        float[] input = Numbers.Uniform(6, 1), target = Numbers.Uniform(3, 2);
        var refusal = Assert.Throws<InvalidOperationException>(() => net.Backward(input, target));
        Assert.Contains("norm [BatchNorm(Name = \"norm\")]", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => net.TrainBatch(input, target));
        Assert.Equal(hash, net.StateHash());
        Assert.True(float.IsFinite(net.Evaluate(input, target)));
        Assert.True(float.IsFinite(new BatchNormedSteps().Backward(Numbers.Uniform(72, 1), Numbers.Uniform(72, 2))));
    }

    [Fact]
    public void NoRows_MoveNothing()
    {
        var net = new BatchNormedSteps(1);
        var hash = net.StateHash();
        Assert.Equal(0f, net.BackwardBatch(default(ReadOnlySpan<float>), default));
        Assert.Equal(hash, net.StateHash());
    }

    [Fact]
    public void File_HasStatisticsAndCounter()
    {
        var net = Trained(3);
        var file = new MemoryStream();
        net.Save(file);
        var safetensors = SafeTensorsFile.Read(new MemoryStream(file.ToArray()));
        var counter = safetensors.Find("norm.num_batches_tracked")!;
        Assert.Equal(SafeTensorsType.I64, counter.Type);
        Assert.Empty(counter.Shape);
        Assert.Equal(3, BitConverter.ToInt64(safetensors.Data(counter)));

        var loaded = new BatchNormed(9);
        Assert.True(loaded.Load(new MemoryStream(file.ToArray())).Fits);
        Assert.Equal(Saved(net), Saved(loaded));
        var copy = new BatchNormed(8);
        copy.CopyFrom(net);
        Assert.Equal(Saved(net), Saved(copy));
        copy.Initialize(9);
        Assert.Equal(Saved(new BatchNormed(9)), Saved(copy));
    }

    [Fact]
    public void FileWithoutCounter_IsTaken()
    {
        var net = Trained(2);
        float[] parameters = new float[BatchNormed.ParameterCount], buffers = new float[BatchNormed.BufferCount];
        net.CopyParametersTo(parameters);
        net.CopyBuffersTo(buffers);
        var file = new MemoryStream();
        NetworkFile.Save(file, BatchNormed.Tensors, parameters, buffers, "any");
        var other = Trained(5);
        Assert.True(other.Load(new MemoryStream(file.ToArray())).Fits);
        var saved = SafeTensorsFile.Read(new MemoryStream(Saved(other)));
        Assert.Equal(5, BitConverter.ToInt64(saved.Data(saved.Find("norm.num_batches_tracked")!)));
    }

    [Fact]
    public void State_HoldsStatisticsAndCounter()
    {
        BatchNormed net = Trained(3), other = new(7), third = new(6);
        var state = new byte[BatchNormed.StateBytes];
        net.SaveState(state);
        other.RestoreState(state);
        Assert.Equal(net.StateHash(), other.StateHash());
        Assert.Equal(Saved(net), Saved(other));
        var training = new MemoryStream();
        net.SaveTraining(training);
        training.Position = 0;
        third.LoadTraining(training);
        Assert.Equal(net.StateHash(), third.StateHash());
    }

    [Fact]
    public void Training_AllocatesForTheLargestBatchOnly()
    {
        var net = new BatchNormed(1);
        float[] inputs = Numbers.Uniform(100 * 6, 1), targets = Numbers.Uniform(100 * 3, 2);
        net.PrepareTraining(100);
        net.TrainBatch(inputs.AsSpan(0, 60), targets.AsSpan(0, 30));
        Assert.Equal(0, Allocations.Least(() =>
        {
            net.TrainBatch(inputs, targets);
            net.TrainBatch(inputs.AsSpan(0, 12), targets.AsSpan(0, 6));
        }));
    }

    [Fact]
    public void Frozen_UsesAndKeepsItsStatistics()
    {
        FrozenBatchNorm one = new(1), batch = new(1);
        float[] inputs = Numbers.Uniform(40 * 5, 1), targets = Numbers.Uniform(40 * 2, 2), outputs = new float[80], expected = new float[80];
        float[] buffers = [.. Numbers.Uniform(9, 3), .. Enumerable.Repeat(0.3f, 9)], after = new float[18];
        one.LoadBuffers(buffers);
        batch.LoadBuffers(buffers);
        batch.ForwardBatch(inputs, expected);
        batch.BackwardBatch(new FrozenBatchNorm.Batch { Input = inputs, Target = targets, Output = outputs });
        Assert.Equal(expected, outputs);
        for (var row = 0; row < 40; row++)
        {
            one.Backward(inputs.AsSpan(row * 5, 5), targets.AsSpan(row * 2, 2));
        }

        Assert.Equal(batch.StateHash(), one.StateHash());
        batch.CopyBuffersTo(after);
        Assert.Equal(buffers, after);
    }

    private static BatchNormed Trained(int batches)
    {
        var net = new BatchNormed(1);
        for (var batch = 0; batch < batches; batch++)
        {
            net.TrainBatch(Numbers.Uniform(Rows * 6, batch), Numbers.Uniform(Rows * 3, batch + 50));
        }

        return net;
    }

    private static byte[] Saved(BatchNormed net)
    {
        var file = new MemoryStream();
        net.Save(file);
        return file.ToArray();
    }
}
