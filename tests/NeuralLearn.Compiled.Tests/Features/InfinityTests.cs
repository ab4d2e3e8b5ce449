namespace NeuralLearn.Compiled.Tests.Features;

/// <summary>
/// With limits on its values an infinite gradient makes a finite step. Nothing of the infinity may stay behind where no parameter is: in the
/// padding of rows that do not fill their vectors.
/// </summary>
public sealed class InfinityTests
{
    private static readonly Dictionary<string, Func<(INetwork Net, TrainBatch Train)>> Networks = new(StringComparer.Ordinal)
    {
        ["along outputs"] = () => Of(new LimitedAlongOutputs(), net => net.TrainBatch),
        ["along inputs"] = () => Of(new LimitedAlongInputs(), net => net.TrainBatch),
        ["norm"] = () => Of(new LimitedByNormToo(), net => net.TrainBatch),
        ["momentum"] = () => Of(new LimitedWithMomentum(), net => net.TrainBatch),
    };

    private delegate float TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    public static TheoryData<string, int> Cases
    {
        get
        {
            // A row by itself, a few that go one by one, and tiles.
            var cases = new TheoryData<string, int>();
            foreach (var name in Networks.Keys)
            {
                foreach (var rows in (int[])[1, 2, 19])
                {
                    cases.Add(name, rows);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void InfiniteRows_MakeTheLimitedStepAndLeaveNothingBehind(string name, int rows)
    {
        var (net, train) = Networks[name]();
        var parameters = new float[net.Info.ParameterCount];
        Array.Fill(parameters, 1);
        net.LoadParameters(parameters);

        // Everything is positive, so every element of the gradient is infinite and none is NaN.
        Train(train, rows, float.PositiveInfinity);
        net.CopyParametersTo(parameters);
        Assert.All(parameters, value => Assert.Equal(1 - (0.1 * 0.5), value, 1e-6));

        // Beside the momentum, the network is as good as one that never saw the rows.
        var (other, trainOther) = Networks[name]();
        other.LoadParameters(parameters);
        float[] after = new float[parameters.Length], expected = new float[parameters.Length];
        for (var step = 0; step < 3; step++)
        {
            Train(train, rows, 0.25f);
            Train(trainOther, rows, 0.25f);
        }

        net.CopyParametersTo(after);
        other.CopyParametersTo(expected);
        Assert.All(after, value => Assert.True(float.IsFinite(value)));
        if (name != "momentum")
        {
            Assert.Equal(expected, after);
        }
    }

    private static (INetwork Net, TrainBatch Train) Of<TNetwork>(TNetwork net, Func<TNetwork, TrainBatch> train)
        where TNetwork : INetwork => (net, train(net));

    private static void Train(TrainBatch train, int rows, float input)
    {
        var inputs = new float[rows];
        Array.Fill(inputs, input);
        train(inputs, new float[rows * 3]);
    }
}

[Network, Input(1), Dense(3, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, ClipValue = 0.5)]
internal sealed partial class LimitedAlongOutputs;

[Network, Input(1), Dense(37, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, ClipValue = 0.5)]
internal sealed partial class LimitedAlongInputs;

[Network, Input(1), Dense(3, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, ClipValue = 0.5, ClipNorm = 100)]
internal sealed partial class LimitedByNormToo;

[Network, Input(1), Dense(3, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1, ClipValue = 0.5, Momentum = 0.9)]
internal sealed partial class LimitedWithMomentum;
