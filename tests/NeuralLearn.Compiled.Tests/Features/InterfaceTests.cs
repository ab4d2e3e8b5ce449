namespace NeuralLearn.Compiled.Tests.Features;

public sealed class InterfaceTests
{
    [Fact]
    public void GenericCode_MakesItsOwnInstances()
    {
        var (sum, name) = Make<Keeping>();
        Assert.Equal("Keeping", name);
        var expected = new float[Keeping.ParameterCount];
        new Keeping(5).CopyParametersTo(expected);
        Assert.Equal(expected.Sum(), sum);
    }

    [Fact]
    public void Info_DescribesInputsOutputsAndTensors()
    {
        INetwork net = new ReadOn(1);
        Assert.Equal([("here", 4), ("there", 3)], net.Info.Inputs.Select(input => (input.Name, input.Size)));
        Assert.Equal([("hidden", 6, OutputMeaning.Values), ("result", 2, OutputMeaning.Values)], net.Info.Outputs.Select(output => (output.Name, output.Size, output.Meaning)));
        Assert.Equal((7, 8, 8), (net.Info.InputSize, net.Info.OutputSize, net.Info.TargetSize));
        Assert.Equal((ReadOn.ParameterCount, ReadOn.BufferCount), (net.Info.ParameterCount, net.Info.BufferCount));
        Assert.Equal(ReadOn.Summary(), net.Info.Summary);
        Assert.Equal((4, 3, 6, 2), (ReadOn.HereSize, ReadOn.ThereSize, ReadOn.HiddenSize, ReadOn.ResultSize));
    }

    /// <summary>An output that a later layer reads gets the gradients of both, against differences.</summary>
    [Fact]
    public void OutputThatIsReadOn_AddsItsGradients()
    {
        var net = new ReadOn(1);
        float[] here = [0.3f, -0.7f, 1.1f, 0.2f], there = [0.5f, -0.4f, 0.9f], hidden = [1, -1, 1, -1, 1, -1], result = [0.3f, -0.6f];
        float[] parameters = new float[ReadOn.ParameterCount], gradients = new float[ReadOn.ParameterCount], gradient = new float[4];
        net.CopyParametersTo(parameters);
        net.BackwardBatch(new ReadOn.Batch { Here = here, There = there, HiddenTarget = hidden, ResultTarget = result, HereGradient = gradient });
        net.CopyGradientsTo(gradients);
        for (var i = 0; i < parameters.Length; i++)
        {
            double Loss(float change)
            {
                float[] moved = [.. parameters];
                moved[i] += change;
                net.LoadParameters(moved);
                return net.Evaluate(here, there, hidden, result);
            }

            Assert.Equal((Loss(5e-3f) - Loss(-5e-3f)) / 1e-2, gradients[i], 2e-3);
        }

        net.LoadParameters(parameters);
        for (var i = 0; i < 4; i++)
        {
            double Loss(float change)
            {
                float[] moved = [.. here];
                moved[i] += change;
                return net.Evaluate(moved, there, hidden, result);
            }

            Assert.Equal((Loss(5e-3f) - Loss(-5e-3f)) / 1e-2, gradient[i], 2e-3);
        }
    }

    [Fact]
    public void InputGradient_OfSeveralInputsAndOutputs()
    {
        var net = new ReadOn(1);
        float[] here = [0.3f, -0.7f, 1.1f, 0.2f], there = [0.5f, -0.4f, 0.9f];
        float[] hidden = new float[6], result = new float[2], hereGradient = new float[4], thereGradient = new float[3];
        net.InputGradient(here, there, [1, 2, 3, 4, 5, 6], [7, 8], hereGradient, thereGradient);
        double Weighted(float[] a, float[] b)
        {
            net.Forward(a, b, hidden, result);
            return hidden.Select((value, i) => (i + 1.0) * value).Sum() + (7.0 * result[0]) + (8.0 * result[1]);
        }

        for (var i = 0; i < 4; i++)
        {
            float[] up = [.. here], down = [.. here];
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            Assert.Equal((Weighted(up, there) - Weighted(down, there)) / (up[i] - down[i]), hereGradient[i], 1e-2);
        }

        for (var i = 0; i < 3; i++)
        {
            float[] up = [.. there], down = [.. there];
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            Assert.Equal((Weighted(here, up) - Weighted(here, down)) / (up[i] - down[i]), thereGradient[i], 1e-2);
        }
    }

    [Fact]
    public void AddedGradients_AreThoseOfAllRows()
    {
        Keeping all = new(1), first = new(1), second = new(1);
        float[] inputs = new float[50 * 8], targets = new float[3 * 8];
        inputs.AsSpan().Fill(0.5f);
        targets.AsSpan(6).Fill(1f);
        first.BackwardBatch(inputs.AsSpan(0, 50 * 4), targets.AsSpan(0, 12));
        second.BackwardBatch(inputs.AsSpan(50 * 4), targets.AsSpan(12));
        first.AddGradientsFrom(second);
        first.AddGradientsFrom(new Keeping(7));
        all.BackwardBatch(inputs, targets);
        float[] a = new float[Keeping.ParameterCount], b = new float[Keeping.ParameterCount];
        first.CopyGradientsTo(a);
        all.CopyGradientsTo(b);
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(b[i], a[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.1f)]
    public void LearningRate_MustMakeSense(float rate)
    {
        var net = new Keeping(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.LearningRate = rate);
        Assert.Equal(0.1f, net.LearningRate);
    }

    [Fact]
    public void WideSlopes_LearnAndEvaluate()
    {
        var net = new WideSlopes(1);
        var random = new NetRandom(1);
        var inputs = new float[130 * 5];
        foreach (ref var value in inputs.AsSpan())
        {
            value = random.NextNormal();
        }

        var first = net.EvaluateBatch(inputs, new float[10]);
        for (var step = 0; step < 30; step++)
        {
            net.TrainBatch(inputs, new float[10]);
        }

        Assert.True(net.EvaluateBatch(inputs, new float[10]) < first);
    }

    private static (float Sum, string Name) Make<T>()
        where T : INetwork<T>
    {
        var net = T.Create(5);
        var parameters = new float[T.Info.ParameterCount];
        net.CopyParametersTo(parameters);
        return (parameters.Sum(), T.Info.Name);
    }
}
