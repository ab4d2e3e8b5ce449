using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Features;

/// <summary>Losses on outputs with positions: one target per step, one label per pixel.</summary>
public sealed class PositionLossTests
{
    private const int Rows = 35;

    [Fact]
    public void LabelsPerStep_CountOneByOne()
    {
        var net = new StepLabels(1);
        var inputs = Numbers.Uniform(Rows * 20, 1, 3f);
        var labels = Numbers.Labels(Rows * 5, 3, 2);
        labels[3] = labels[11] = -100;
        float[] scores = new float[Rows * 15], rowLosses = new float[Rows];
        net.ForwardBatch(inputs, scores);
        var expected = new double[Rows];
        for (var step = 0; step < labels.Length; step++)
        {
            expected[step / 5] += labels[step] < 0 ? 0 : CrossEntropy([.. scores.AsSpan(step * 3, 3)], labels[step]);
        }

        var batch = new StepLabels.Batch { Input = inputs, Label = labels, RowLoss = rowLosses };
        Assert.Equal(expected.Sum() / (labels.Length - 2), net.EvaluateBatch(in batch), 1e-5);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(expected[row], rowLosses[row], 1e-4);
        }

        Assert.Equal(expected[0] / 4, net.Evaluate(inputs.AsSpan(0, 20), labels.AsSpan(0, 5)), 1e-5);
        Differences.Check(net, StepLabels.ParameterCount, () => net.EvaluateBatch(inputs, labels), () => net.BackwardBatch(inputs, labels));
    }

    [Fact]
    public void LabelsPerStep_AreTheSameInRowsAndBatch()
    {
        StepLabels one = new(4), batch = new(4);
        var inputs = Numbers.Uniform(Rows * 20, 1);
        var labels = Numbers.Labels(Rows * 5, 3, 2);
        batch.TrainBatch(inputs, labels);
        for (var row = 0; row < Rows; row++)
        {
            one.Backward(inputs.AsSpan(row * 20, 20), labels.AsSpan(row * 5, 5));
        }

        Assert.True(one.Update());
        Assert.Equal(batch.StateHash(), one.StateHash());
    }

    [Fact]
    public void WrongLabels_AreRefused()
    {
        var net = new StepLabels();
        var input = Numbers.Uniform(20, 1);
        Assert.Contains("5 are needed", Assert.Throws<ArgumentException>(() => net.Evaluate(input, new int[4])).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => net.Evaluate(input, new[] { 0, 1, 2, 3, 0 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.BackwardBatch(new StepLabels.Batch { Input = input, Label = new int[1] }));
    }

    [Fact]
    public void LabelsPerPixel_TakeTheChannelsOfThePixel()
    {
        var net = new PixelLabels(1);
        double[] weights = [1, 2, 0.5, 1];
        var inputs = Numbers.Uniform(Rows * 60, 1, 3f);
        var labels = Numbers.Labels(Rows * 15, 4, 2);
        var scores = new float[Rows * 60];
        net.ForwardBatch(inputs, scores);
        double total = 0, divisor = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = scores.AsSpan(i / 15 * 60, 60).ToArray();
            total += weights[labels[i]] * CrossEntropy([.. Enumerable.Range(0, 4).Select(channel => row[(channel * 15) + (i % 15)])], labels[i]);
            divisor += weights[labels[i]];
        }

        Assert.Equal(total / divisor, net.EvaluateBatch(inputs, labels), 1e-5);
        Differences.Check(net, PixelLabels.ParameterCount, () => net.EvaluateBatch(inputs, labels), () => net.BackwardBatch(inputs, labels));
    }

    [Fact]
    public void ValuesOfAnImage_AreOneTarget()
    {
        var net = new PixelValues(1);
        float[] inputs = Numbers.Uniform(Rows * 60, 1), targets = Numbers.Uniform(Rows * 60, 2), outputs = new float[Rows * 60], gradient = new float[Rows * 60];
        net.ForwardBatch(inputs, outputs);
        Assert.Equal(outputs.Zip(targets, (y, t) => Math.Pow((double)y - t, 2)).Average(), net.EvaluateBatch(inputs, targets), 1e-5);
        var weights = Numbers.Uniform(Rows * 60, 3);
        var weighted = new PixelValues.Batch { Input = inputs, Target = targets, OutputWeights = weights };
        Assert.Equal(outputs.Select((y, i) => weights[i] * Math.Pow((double)y - targets[i], 2)).Average(), net.EvaluateBatch(in weighted), 1e-5);
        int[] selected = [.. Enumerable.Range(0, Rows).Select(row => row * 17 % 60)];
        var chosen = new PixelValues.Batch { Input = inputs, Target = targets.AsSpan(0, Rows), Selected = selected, InputGradient = gradient };
        Assert.Equal(selected.Select((place, row) => Math.Pow((double)outputs[(row * 60) + place] - targets[row], 2)).Average(), net.BackwardBatch(in chosen), 1e-5);
        Assert.Equal(Rows, gradient.Count(value => value != 0));
        Assert.All(Enumerable.Range(0, Rows), row => Assert.NotEqual(0f, gradient[(row * 60) + selected[row]]));
    }

    [Fact]
    public void ValuesOfSteps_HaveConstantsPerFeatureAndSelectionsPerStep()
    {
        var net = new StepValues(1);
        double[] constants = [1, 0, 2];
        float[] inputs = Numbers.Uniform(Rows * 20, 1), targets = Numbers.Uniform(Rows * 15, 2), outputs = new float[Rows * 15];
        net.ForwardBatch(inputs, outputs);
        Assert.Equal(outputs.Select((y, i) => constants[i % 3] * Math.Pow((double)y - targets[i], 2)).Average(), net.EvaluateBatch(inputs, targets), 1e-5);
        var selected = Numbers.Labels(Rows * 5, 3, 3);
        var chosen = new StepValues.Batch { Input = inputs, Target = targets.AsSpan(0, Rows * 5), Selected = selected };
        Assert.Equal(selected.Select((place, step) => constants[place] * Math.Pow((double)outputs[(step * 3) + place] - targets[step], 2)).Average(), net.EvaluateBatch(in chosen), 1e-5);
        Differences.Check(net, StepValues.ParameterCount, () => net.EvaluateBatch(inputs, targets), () => net.BackwardBatch(inputs, targets));
    }

    [Fact]
    public void SeveralLosses_AreMeansOfTheirOwn()
    {
        var net = new TwoPerStep(1);
        var inputs = Numbers.Uniform(Rows * 20, 1);
        var labels = Numbers.Labels(Rows * 5, 3, 2);
        float[] targets = Numbers.Uniform(Rows * 10, 3), words = new float[Rows * 15], moods = new float[Rows * 10];
        net.ForwardBatch(inputs, words, moods);
        var expected = labels.Select((label, step) => CrossEntropy([.. words.AsSpan(step * 3, 3)], label)).Average()
            + (0.5 * moods.Zip(targets, (y, t) => Math.Pow((double)y - t, 2)).Average());
        Assert.Equal(expected, net.EvaluateBatch(inputs, labels, targets), 1e-5);
        Differences.Check(net, TwoPerStep.ParameterCount, () => net.EvaluateBatch(inputs, labels, targets), () => net.BackwardBatch(inputs, labels, targets));
    }

    [Fact]
    public void OwnLoss_SeesOutputsInTheUsersOrder()
    {
        var net = new PixelValues(1);
        float[] inputs = Numbers.Uniform(Rows * 60, 1), outputs = new float[Rows * 60];
        net.ForwardBatch(inputs, outputs);
        var loss = new Ramp();
        Assert.Equal(outputs.Select((y, i) => (double)y * (1 + (i % 60))).Sum() / Rows, net.BackwardBatch(inputs, ref loss), 1e-2);
    }

    [Fact]
    public void Standardize_MeasuresChannels()
    {
        StandardizedImage image = new(), running = new();
        float[] inputs = [.. Numbers.Uniform(20 * 60, 3).Select(value => (5 * value) + 2)], outputs = new float[20 * 60], fitted = new float[6], updated = new float[6];
        image.FitStandardize(inputs);
        image.ForwardBatch(inputs, outputs);
        for (var channel = 0; channel < 3; channel++)
        {
            double[] y = [.. Enumerable.Range(0, 20 * 60).Where(i => i % 60 / 20 == channel).Select(i => (double)outputs[i])];
            Assert.Equal(0, y.Average(), 1e-5);
            Assert.Equal(1, y.Average(value => value * value), 1e-4);
        }

        for (var row = 0; row < 20; row++)
        {
            running.UpdateStandardize(inputs.AsSpan(row * 60, 60));
        }

        image.CopyBuffersTo(fitted);
        running.CopyBuffersTo(updated);
        Assert.Equal(fitted, updated, (a, b) => Math.Abs(a - b) < 1e-5f);
        var steps = new StandardizedSteps();
        steps.FitStandardize(inputs.AsSpan(0, 210));
        steps.CopyBuffersTo(fitted);
        for (var feature = 0; feature < 3; feature++)
        {
            Assert.Equal(Enumerable.Range(0, 70).Average(step => (double)inputs[(step * 3) + feature]), fitted[feature], 1e-5);
        }
    }

    private static double CrossEntropy(float[] scores, int label) => Math.Log(scores.Sum(score => Math.Exp(score))) - scores[label];

    private readonly struct Ramp : IOutputLoss
    {
        public float Evaluate(int row, ReadOnlySpan<float> output, Span<float> gradient)
        {
            var total = 0f;
            for (var i = 0; i < output.Length; i++)
            {
                total += output[i] * (i + 1);
                gradient[i] = i + 1;
            }

            return total;
        }
    }
}
