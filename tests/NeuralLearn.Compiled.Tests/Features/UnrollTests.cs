using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Features;

[Network, Input(37), Dense(53, Activation.Tanh), Dense(41, Activation.GELU), Dense(9), CrossEntropyLoss, Adam(LearningRate = 0.01)]
public sealed partial class Chosen;

[Network(Unroll = Unroll.Full), Input(37), Dense(53, Activation.Tanh), Dense(41, Activation.GELU), Dense(9), CrossEntropyLoss, Adam(LearningRate = 0.01)]
public sealed partial class WrittenOut;

[Network(Unroll = Unroll.Never), Input(37), Dense(53, Activation.Tanh), Dense(41, Activation.GELU), Dense(9), CrossEntropyLoss, Adam(LearningRate = 0.01)]
public sealed partial class InLoops;

[Network, Input(5), Dense(130, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class ChosenWide;

[Network(Unroll = Unroll.Full), Input(5), Dense(130, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class WideWrittenOut;

[Network(Unroll = Unroll.Never), Input(5), Dense(130, Activation.ReLU), Dense(3), MeanSquaredErrorLoss, Sgd(LearningRate = 0.1)]
public sealed partial class WideInLoops;

/// <summary>What is written out and what is a loop is a matter of code: no bit depends on it.</summary>
public sealed class UnrollTests
{
    [Fact]
    public void Outputs_AndSteps_HaveTheSameBits()
    {
        AssertSame(new Chosen(3), new WrittenOut(3));
        AssertSame(new Chosen(3), new InLoops(3));
        AssertSame(new ChosenWide(3), new WideWrittenOut(3));
        AssertSame(new ChosenWide(3), new WideInLoops(3));
    }

    private static void AssertSame(ITrainableNetwork expected, ITrainableNetwork actual)
    {
        const int Rows = 7;
        var inputs = Numbers.Uniform(Rows * expected.Info.InputSize, 5);
        for (var step = 0; step < 20; step++)
        {
            Assert.Equal(Numbers.Bits(Outputs(expected, inputs)), Numbers.Bits(Outputs(actual, inputs)));
            Learn(expected, inputs, step % Rows);
            Learn(actual, inputs, step % Rows);
        }

        Assert.Equal(Numbers.Bits(Parameters(expected)), Numbers.Bits(Parameters(actual)));
    }

    /// <summary>Row after row, as a batch gives the same bits by other code.</summary>
    private static float[] Outputs(INetwork network, float[] inputs)
    {
        var (inputSize, outputSize) = (network.Info.InputSize, network.Info.OutputSize);
        var outputs = new float[inputs.Length / inputSize * outputSize];
        for (var row = 0; row < inputs.Length / inputSize; row++)
        {
            network.Forward(inputs.AsSpan(row * inputSize, inputSize), outputs.AsSpan(row * outputSize, outputSize));
        }

        return outputs;
    }

    private static void Learn(ITrainableNetwork network, float[] inputs, int row)
    {
        var size = network.Info.InputSize;
        var input = inputs.AsSpan(row * size, size);
        float[] target = [0.5f, -1, row];
        switch (network)
        {
            case Chosen net:
                net.TrainBatch(input, [row]);
                break;
            case WrittenOut net:
                net.TrainBatch(input, [row]);
                break;
            case InLoops net:
                net.TrainBatch(input, [row]);
                break;
            case ChosenWide net:
                net.TrainBatch(input, target);
                break;
            case WideWrittenOut net:
                net.TrainBatch(input, target);
                break;
            default:
                ((WideInLoops)network).TrainBatch(input, target);
                break;
        }
    }

    private static float[] Parameters(INetwork network)
    {
        var parameters = new float[network.Info.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
