using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Features;

public sealed class LayerNormTests
{
    [Fact]
    public void Image_HasOneMeanForAllOfARow()
    {
        var net = new NormedImage();
        float[] parameters = Numbers.Uniform(NormedImage.ParameterCount, 1), input = Numbers.Uniform(60, 2, 3f), output = new float[60];
        net.LoadParameters(parameters);
        net.Forward(input, output);
        var hidden = Normalized([.. input.Select(value => (double)value)], parameters.AsSpan(0, 60), parameters.AsSpan(60, 60), 1e-5);
        for (var i = 0; i < hidden.Length; i++)
        {
            hidden[i] *= hidden[i] > 0 ? 1 : parameters[120];
        }

        var expected = Normalized(hidden, parameters.AsSpan(121, 60), parameters.AsSpan(181, 60), 0.01);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], output[i], 2e-5);
        }
    }

    [Fact]
    public void Gradients_AreThoseOfDifferences()
    {
        NormedSteps steps = new(3);
        float[] inputs = Numbers.Uniform(5 * 66, 4, 2f), targets = Numbers.Uniform(5 * 18, 5);
        Differences.Check(steps, NormedSteps.ParameterCount, () => steps.EvaluateBatch(inputs, targets), () => steps.BackwardBatch(inputs, targets));
        NormedImage image = new(3);
        float[] images = Numbers.Uniform(5 * 60, 4, 2f), values = Numbers.Uniform(5 * 60, 5);
        Differences.Check(image, NormedImage.ParameterCount, () => image.EvaluateBatch(images, values), () => image.BackwardBatch(images, values));
    }

    [Fact]
    public void RowsOneByOne_LeaveTheBitsOfTheBatch()
    {
        foreach (var (one, batch) in new (ITrainableNetwork, ITrainableNetwork)[] { (new NormedSteps(2), new NormedSteps(2)), (new NormedImage(2), new NormedImage(2)) })
        {
            int rows = 37, size = one.Info.InputSize, outputs = one.Info.OutputSize;
            float[] input = Numbers.Uniform(rows * size, 1), target = Numbers.Uniform(rows * outputs, 2);
            batch.BackwardBatch(new NetworkRows { Inputs = input, Targets = target });
            for (var row = 0; row < rows; row++)
            {
                one.BackwardBatch(new NetworkRows { Inputs = input.AsSpan(row * size, size), Targets = target.AsSpan(row * outputs, outputs) });
            }

            Assert.Equal(batch.StateHash(), one.StateHash());
        }
    }

    [Fact]
    public void NaNInOneStep_StaysInIt()
    {
        var net = new NormedSteps(1);
        float[] input = Numbers.Uniform(66, 2), clean = new float[18], output = new float[18];
        net.Forward(input, clean);
        input[13] = float.NaN;
        net.Forward(input, output);
        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(i / 3 == 1 ? float.NaN : clean[i], output[i]);
        }
    }

    private static double[] Normalized(double[] x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, double epsilon)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = ((x[i] - mean) / deviation * weight[i]) + bias[i];
        }

        return y;
    }
}
