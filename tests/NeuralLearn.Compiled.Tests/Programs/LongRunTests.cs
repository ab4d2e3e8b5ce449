using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(3), Dense(7, Activation.Tanh), Dense(2), HuberLoss, Adam(LearningRate = 1e-3)]
public sealed partial class Tiny;

public sealed class LongRunTests
{
    [Fact]
    public void AMillionSteps_AllocateNothingStayFiniteAndGiveTheSameHash()
    {
        Tiny[] networks = [new(1), new(1), new(1)];
        Array.ForEach(networks, network => network.PrepareTraining(1));
        var next = 0;
        Assert.Equal(0, Allocations.Least(() => Run(networks[next++])));
        foreach (var network in networks)
        {
            var parameters = new float[Tiny.ParameterCount];
            network.CopyParametersTo(parameters);
            Assert.All(parameters, parameter => Assert.True(float.IsFinite(parameter)));
            Assert.True(network.Evaluate([0.5f, 0.5f, 0.25f], [1.5f, -0.5f]) < 1e-3f);
            Assert.Equal(networks[0].StateHash(), network.StateHash());
        }
    }

    private static void Run(Tiny network)
    {
        var random = new NetRandom(2);
        Span<float> input = stackalloc float[3], target = stackalloc float[2];
        for (var step = 0; step < 1_000_000; step++)
        {
            var x = random.NextSingle();
            input[0] = x;
            input[1] = 1f - x;
            input[2] = x * x;
            target[0] = 3f * x;
            target[1] = -x;
            network.Backward(input, target);
            network.Update();
        }
    }
}
