namespace NeuralLearn.Compiled.Tests.Features;

public sealed class FrozenTests
{
    [Fact]
    public void FrozenTensors_StayAndTheOthersLearn()
    {
        var net = new PartlyFrozen(1);
        float[] before = new float[PartlyFrozen.ParameterCount], after = new float[PartlyFrozen.ParameterCount];
        net.CopyParametersTo(before);
        var random = new NetRandom(3);
        float[] inputs = new float[6 * 10], targets = new float[3 * 10];
        for (var step = 0; step < 100; step++)
        {
            foreach (ref var value in inputs.AsSpan())
            {
                value = random.NextNormal();
            }

            net.TrainBatch(inputs, targets);
        }

        net.CopyParametersTo(after);
        foreach (var tensor in PartlyFrozen.Tensors)
        {
            var same = before.AsSpan(tensor.Offset, tensor.Length).SequenceEqual(after.AsSpan(tensor.Offset, tensor.Length));
            Assert.Equal(!tensor.Trainable, same);
            Assert.Equal(tensor.Name is "dense2.weight" or "dense2.bias" or "dense4.weight" or "dense4.bias", tensor.Trainable);
        }
    }

    [Fact]
    public void Gradients_AreThoseOfAnUnfrozenNetworkAndZeroForFrozenTensors()
    {
        var (frozen, unfrozen) = Twins();
        float[] some = new float[PartlyFrozen.ParameterCount], all = new float[PartlyFrozen.ParameterCount];
        frozen.CopyGradientsTo(some);
        unfrozen.CopyGradientsTo(all);
        foreach (var tensor in PartlyFrozen.Tensors)
        {
            Assert.Equal(tensor.Trainable ? all[tensor.Offset..(tensor.Offset + tensor.Length)] : new float[tensor.Length], some[tensor.Offset..(tensor.Offset + tensor.Length)]);
        }
    }

    [Fact]
    public void LearningRateScale_MultipliesTheStep()
    {
        var (frozen, unfrozen) = Twins();
        float[] before = new float[PartlyFrozen.ParameterCount], some = new float[PartlyFrozen.ParameterCount], all = new float[PartlyFrozen.ParameterCount];
        frozen.CopyParametersTo(before);
        frozen.Update();
        unfrozen.Update();
        frozen.CopyParametersTo(some);
        unfrozen.CopyParametersTo(all);
        foreach (var tensor in PartlyFrozen.Tensors)
        {
            var scale = tensor.Name.StartsWith("dense2", StringComparison.Ordinal) ? 0.1f : tensor.Name.StartsWith("dense4", StringComparison.Ordinal) ? 3f : 0f;
            for (var i = tensor.Offset; i < tensor.Offset + tensor.Length; i++)
            {
                Assert.Equal(scale * (all[i] - before[i]), some[i] - before[i], 1e-6);
            }
        }
    }

    /// <summary>"Nothing is emitted for it": neither kernels nor memory.</summary>
    [Fact]
    public void FrozenLayers_HaveNoCodeAndNoMemoryForGradients()
    {
        var kernels = typeof(PartlyFrozen).Assembly.GetType("NeuralLearn.Compiled.Generated.NeuralLearn_Compiled_Tests_Features_PartlyFrozen.Kernels512", throwOnError: true)!;
        var names = kernels.GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic).Select(method => method.Name).ToList();
        Assert.DoesNotContain("Dense1WeightGradient", names);
        Assert.DoesNotContain("Dense3WeightGradient", names);
        Assert.Contains("Dense2WeightGradient", names);
        Assert.Contains("Dense4WeightGradient", names);
        Assert.True(PartlyFrozen.StateBytes < Unfrozen.StateBytes);
    }

    [Fact]
    public void InputGradients_GoThroughFrozenLayers()
    {
        var (frozen, unfrozen) = Twins();
        float[] input = [1, -2, 3, -1, 0.5f, 2], one = new float[6], other = new float[6], both = new float[6];
        frozen.InputGradient(input, [1, 2, 3], one);
        unfrozen.InputGradient(input, [1, 2, 3], other);
        Assert.Equal(other, one);
        frozen.BackwardBatch(new PartlyFrozen.Batch { Input = input, Target = new float[3], InputGradient = one });
        unfrozen.BackwardBatch(new Unfrozen.Batch { Input = input, Target = new float[3], InputGradient = both });
        Assert.Equal(both, one);
        Assert.NotEqual(new float[6], one);
    }

    private static (PartlyFrozen Frozen, Unfrozen Unfrozen) Twins()
    {
        PartlyFrozen frozen = new(1);
        Unfrozen unfrozen = new(2);
        var parameters = new float[PartlyFrozen.ParameterCount];
        frozen.CopyParametersTo(parameters);
        unfrozen.LoadParameters(parameters);
        float[] input = [1, -2, 3, -1, 0.5f, 2];
        Assert.Equal(unfrozen.Backward(input, [1, 2, 3]), frozen.Backward(input, [1, 2, 3]));
        return (frozen, unfrozen);
    }
}
