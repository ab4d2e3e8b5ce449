using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

/// <summary>What a gradient, a step and a loss are: the same however the rows are split over calls.</summary>
public sealed class MeaningTests
{
    private const int Rows = 41;

    private readonly float[] _inputs = Numbers.Uniform(Rows * Classification.InputSize, 1);
    private readonly int[] _labels = Numbers.Labels(Rows, Classification.OutputSize, 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(32)]
    [InlineData(33)]
    public void Rows_SplitOverCallsInAnyWay_LeaveTheSameBits(int part)
    {
        var whole = new Classification(3);
        var parts = new Classification(3);
        whole.BackwardBatch(_inputs, _labels);
        for (var start = 0; start < Rows; start += part)
        {
            var count = Math.Min(part, Rows - start);
            parts.BackwardBatch(_inputs.AsSpan(start * Classification.InputSize, count * Classification.InputSize), _labels.AsSpan(start, count));
        }

        Assert.Equal(Gradients(whole), Gradients(parts));
        Assert.True(whole.Update());
        Assert.True(parts.Update());
        Assert.Equal(Parameters(whole), Parameters(parts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(32)]
    [InlineData(41)]
    public void ForwardBatch_OfAnyNumberOfRows_HasTheBitsOfForward(int rows)
    {
        var network = new Classification(3);
        var outputs = new float[rows * Classification.OutputSize];
        var single = new float[Classification.OutputSize];
        network.ForwardBatch(_inputs.AsSpan(0, rows * Classification.InputSize), outputs);
        for (var row = 0; row < rows; row++)
        {
            network.Forward(_inputs.AsSpan(row * Classification.InputSize, Classification.InputSize), single);
            Assert.Equal(Numbers.Bits(single), Numbers.Bits(outputs.AsSpan(row * Classification.OutputSize, Classification.OutputSize)));
        }
    }

    [Fact]
    public void Branches_SplitOverCalls_LeaveTheSameBits()
    {
        const int Count = 19;
        var whole = new Branches(3);
        var parts = new Branches(3);
        var x = Numbers.Uniform(Count * Branches.InputSize, 4);
        var t = Numbers.Uniform(Count * Branches.OutputSize, 5);
        whole.BackwardBatch(x, t);
        for (var row = 0; row < Count; row++)
        {
            parts.Backward(x.AsSpan(row * Branches.InputSize, Branches.InputSize), t.AsSpan(row * Branches.OutputSize, Branches.OutputSize));
        }

        whole.Update();
        parts.Update();
        var a = new float[Branches.ParameterCount];
        var b = new float[Branches.ParameterCount];
        whole.CopyParametersTo(a);
        parts.CopyParametersTo(b);
        Assert.Equal(Numbers.Bits(a), Numbers.Bits(b));
    }

    [Fact]
    public void NonFiniteGradient_IsSkippedWhereAsked_AndNothingElseHappens()
    {
        var network = new YesOrNo(3);
        var before = new float[YesOrNo.ParameterCount];
        var after = new float[YesOrNo.ParameterCount];
        network.CopyParametersTo(before);
        network.Backward([float.NaN, 0f, 0f], 1f);
        Assert.False(network.Update());
        network.CopyParametersTo(after);
        Assert.Equal(before, after);
        network.Backward([1f, 0f, 0f], 1f);
        Assert.True(network.Update());
        network.CopyParametersTo(after);
        Assert.NotEqual(before, after);
        Assert.All(after, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void LargeFiniteGradient_IsNotTakenForANaN()
    {
        var network = new YesOrNo(3);
        var gradient = new float[YesOrNo.ParameterCount];
        Array.Fill(gradient, 1e25f);
        network.LoadGradients(gradient);
        Assert.True(network.Update());
        var branches = new Branches(3);
        gradient = new float[Branches.ParameterCount];
        Array.Fill(gradient, 1e25f);
        branches.LoadGradients(gradient);
        var before = new float[Branches.ParameterCount];
        var after = new float[Branches.ParameterCount];
        branches.CopyParametersTo(before);
        Assert.True(branches.Update());
        branches.CopyParametersTo(after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void WeightsLoadedAfterANaN_AreAllThatIsLeft()
    {
        // Five outputs leave three lanes of padding; a NaN that stayed there would come back through the input gradient.
        float[] row = [float.PositiveInfinity, 1f, 0.5f, 0.25f];
        var poisoned = new Softmaxes(1);
        poisoned.BackwardBatch(row, [float.NaN, 0f]);
        poisoned.Update();
        poisoned.LearningRate = float.MaxValue;
        poisoned.BackwardBatch(row, [1f, 0f]);
        poisoned.Update();
        poisoned.Initialize(7);
        poisoned.LearningRate = 0.5f;
        var fresh = new Softmaxes(7);
        var x = Numbers.Uniform(3 * Softmaxes.InputSize, 1);
        var t = Numbers.Uniform(3 * Softmaxes.OutputSize, 2);
        for (var step = 0; step < 3; step++)
        {
            poisoned.TrainBatch(x, t);
            fresh.TrainBatch(x, t);
        }

        var a = new float[Softmaxes.ParameterCount];
        var b = new float[Softmaxes.ParameterCount];
        poisoned.CopyParametersTo(a);
        fresh.CopyParametersTo(b);
        Assert.Equal(Numbers.Bits(b), Numbers.Bits(a));
        var gradient = new float[Softmaxes.InputSize];
        poisoned.InputGradient(x.AsSpan(0, Softmaxes.InputSize), [1f, 0f], gradient);
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void YesOrNo_ClassifiesByTheSignOfItsScore()
    {
        var network = new YesOrNo(3);
        network.LoadParameters(new float[YesOrNo.ParameterCount]);
        Assert.Equal(1, network.Classify([1f, 2f, 3f]));
        var parameters = new float[YesOrNo.ParameterCount];
        parameters[^1] = -1e-6f;
        network.LoadParameters(parameters);
        Assert.Equal(0, network.Classify([1f, 2f, 3f]));
        var probability = new float[1];
        network.Predict([1f, 2f, 3f], probability);
        Assert.Equal(0.5f, probability[0], 1e-6f);
    }

    [Fact]
    public void TrainBatch_AgainstBackwardBatchAndUpdate_LeavesTheSameBits()
    {
        var one = new Classification(3);
        var two = new Classification(3);
        for (var step = 0; step < 5; step++)
        {
            var loss = one.TrainBatch(_inputs, _labels);
            Assert.Equal(loss, two.BackwardBatch(_inputs, _labels));
            two.Update();
        }

        Assert.Equal(Parameters(one), Parameters(two));
    }

    [Fact]
    public void Update_WithoutRows_TakesNoStep()
    {
        var network = new Classification(3);
        var before = Parameters(network);
        Assert.False(network.Update());
        network.BackwardBatch(_inputs, _labels);
        network.ClearGradients();
        Assert.False(network.Update());
        Assert.Equal(before, Parameters(network));
        Assert.Equal(0f, network.BackwardBatch(ReadOnlySpan<float>.Empty, ReadOnlySpan<int>.Empty));
        Assert.False(network.Update());
    }

    [Fact]
    public void Update_AfterUpdate_StartsFromNothing()
    {
        var network = new Classification(3);
        network.TrainBatch(_inputs, _labels);
        Assert.All(GradientValues(network), value => Assert.Equal(0f, value));
        Assert.False(network.Update());
    }

    [Fact]
    public void Mean_AgainstSum_DividesByRowsAndOutputs()
    {
        const int Count = 8;
        var mean = new Regression(3);
        var sum = new SummedRegression(3);
        var x = Numbers.Uniform(Count * Regression.InputSize, 4);
        var t = Numbers.Uniform(Count * Regression.OutputSize, 5);
        var meanLoss = mean.BackwardBatch(x, t);
        var sumLoss = sum.BackwardBatch(x, t);
        Assert.Equal(sumLoss / (Count * Regression.OutputSize), meanLoss, 1e-6f);
        var meanGradient = new float[Regression.ParameterCount];
        var sumGradient = new float[Regression.ParameterCount];
        mean.CopyGradientsTo(meanGradient);
        sum.CopyGradientsTo(sumGradient);
        for (var i = 0; i < meanGradient.Length; i++)
        {
            Assert.Equal(sumGradient[i] / (Count * Regression.OutputSize), meanGradient[i], 1e-6f);
        }
    }

    [Fact]
    public void LoadGradients_ThenUpdate_StepsAlongThem()
    {
        var network = new Regression(3);
        var before = new float[Regression.ParameterCount];
        var gradient = Numbers.Uniform(Regression.ParameterCount, 6);
        var read = new float[Regression.ParameterCount];
        network.CopyParametersTo(before);
        network.LoadGradients(gradient);
        network.CopyGradientsTo(read);
        Assert.Equal(gradient, read);
        Assert.True(network.Update());
        network.CopyParametersTo(read);
        for (var i = 0; i < read.Length; i++)
        {
            Assert.Equal(before[i] - (0.1f * gradient[i]), read[i], 1e-6f);
        }
    }

    [Fact]
    public void Batch_AskedForEverything_GivesOutputsRowLossesAndLossThatAgree()
    {
        var network = new Classification(3);
        var outputs = new float[Rows * Classification.OutputSize];
        var expected = new float[Rows * Classification.OutputSize];
        var rowLoss = new float[Rows];
        network.ForwardBatch(_inputs, expected);
        var loss = network.BackwardBatch(new Classification.Batch { Input = _inputs, Label = _labels, Output = outputs, RowLoss = rowLoss });
        Assert.Equal(expected, outputs);
        Assert.Equal(loss, (float)(rowLoss.Sum(value => (double)value) / Rows));
        Assert.Equal(loss, network.EvaluateBatch(_inputs, _labels));
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(rowLoss[row], network.Evaluate(_inputs.AsSpan(row * Classification.InputSize, Classification.InputSize), _labels[row]));
        }
    }

    [Fact]
    public void LabelAndOneHotTarget_MeanTheSame()
    {
        var byLabel = new Classification(3);
        var byTarget = new Classification(3);
        var targets = new float[Rows * Classification.OutputSize];
        for (var row = 0; row < Rows; row++)
        {
            targets[(row * Classification.OutputSize) + _labels[row]] = 1f;
        }

        Assert.Equal(byLabel.BackwardBatch(_inputs, _labels), byTarget.BackwardBatch(_inputs, targets), 1e-5f);
        foreach (var (a, b) in GradientValues(byLabel).Zip(GradientValues(byTarget)))
        {
            Assert.Equal(a, b, 1e-5f);
        }
    }

    [Fact]
    public void Network_WithoutParameters_RunsAndHasAnInputGradient()
    {
        var network = new WithoutParameters();
        var output = new float[3];
        network.Forward([0f, 100f, -200f], output);
        Assert.Equal([0.5f, 1f, 0f], output);
        var gradient = new float[3];
        network.InputGradient([0f, 0f, 0f], [1f, 2f, 4f], gradient);
        Assert.Equal([0.25f, 0.5f, 1f], gradient);
        network.TrainBatch([0f, 0f, 0f], [1f, 1f, 1f]);
    }

    [Fact]
    public void SingleOutput_TakesAPlainNumberAsTarget()
    {
        var one = new SingleOutput(1);
        var two = new SingleOutput(1);
        float[] input = [0.1f, 0.2f, 0.3f];
        Assert.Equal(one.Backward(input, 0.5f), two.Backward(input, [0.5f]));
        Assert.Equal(one.Evaluate(input, 0.5f), two.Evaluate(input, [0.5f]));
    }

    private static uint[] Gradients(Classification network) => Numbers.Bits(GradientValues(network));

    private static float[] GradientValues(Classification network)
    {
        var values = new float[Classification.ParameterCount];
        network.CopyGradientsTo(values);
        return values;
    }

    private static uint[] Parameters(Classification network)
    {
        var values = new float[Classification.ParameterCount];
        network.CopyParametersTo(values);
        return Numbers.Bits(values);
    }
}
