namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(3), Dense(7, Activation.Tanh), Dense(2), HuberLoss, Adam(LearningRate = 1e-3)]
public sealed partial class Tiny;

public sealed class LongRunTests
{
    [Fact]
    public void AMillionSteps_AllocateNothingStayFiniteAndGiveTheSameHashTwice()
    {
        var one = Run(out var allocated);
        Assert.Equal(0, allocated);
        Assert.Equal(one, Run(out _));
    }

    private static ulong Run(out long allocated)
    {
        var net = new Tiny(1);
        var random = new NetRandom(2);
        Span<float> input = stackalloc float[3], target = stackalloc float[2];
        net.Backward(input, target);
        net.Update();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 1_000_000; step++)
        {
            var x = random.NextSingle();
            input[0] = x;
            input[1] = 1f - x;
            input[2] = x * x;
            target[0] = 3f * x;
            target[1] = -x;
            net.Backward(input, target);
            net.Update();
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var parameters = new float[Tiny.ParameterCount];
        net.CopyParametersTo(parameters);
        Assert.All(parameters, parameter => Assert.True(float.IsFinite(parameter)));
        Assert.True(net.Evaluate(input, target) < 1e-3f);
        return net.StateHash();
    }
}
