namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Numbers as scikit-learn gives them.</summary>
public sealed class MetricsTests
{
    [Fact]
    public void RSquaredAndError_OfTheManualsExample_AreScikitLearns()
    {
        // r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]) = 0.9368… as the uniform mean; mean_absolute_error = 0.75.
        var metrics = Measure([0, 2, -1, 2, 8, -5], [0.5f, 1, -1, 1, 7, -6], 2);
        Assert.Equal(((1 - (1.25 / 36.166666666666664)) + (1 - (3 / 32.666666666666664))) / 2, metrics.RSquared, 1e-12);
        Assert.Equal(0.9368, metrics.RSquared, 5e-5);
        Assert.Equal(0.75, metrics.MeanAbsoluteError, 1e-12);
    }

    [Fact]
    public void RSquared_OfATargetThatNeverChanges_IsNaN()
    {
        Assert.True(double.IsNaN(Measure([1, 2, 3], [0.1f, 0.1f, 0.1f], 1).RSquared));
    }

    [Fact]
    public void RSquared_FarFromZero_IsExact()
    {
        Assert.Equal(1 - (0.5 / 2), Measure([1e6f, 1e6f + 1.5f, 1e6f + 2.5f], [1e6f, 1e6f + 1, 1e6f + 2], 1).RSquared, 1e-9);
    }

    [Fact]
    public void Classes_TiesGoToTheLowest_NaNIsLargest()
    {
        float[] outputs = [1, 1, 0, /**/ 0, 2, 2, /**/ 9, float.NaN, 0, /**/ 0, 0, 1];
        var metrics = Measure(outputs, [0, 2, 1, -100], OutputMeaning.Classes, 3);
        Assert.Equal(2.0 / 3, metrics.Accuracy, 1e-15);
        Assert.Equal(1, metrics.Confusion![2, 1]);
        Assert.Equal(0, metrics.Confusion[2, 2]);
        Assert.Equal(0.5, metrics.Confusion.Precision(1));
        Assert.Equal(1, metrics.Confusion.Recall(1));
        Assert.True(double.IsNaN(metrics.Confusion.Precision(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.Confusion[3, 0]);
    }

    [Fact]
    public void YesOrNo_IsYesFromItsLimitOn()
    {
        var metrics = Measure([0, -0.1f, 3, float.NaN], [1, 0, 0, 1], OutputMeaning.YesOrNo, 1);
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal(["no", "yes"], metrics.Confusion!.ClassNames);
        Assert.Equal(1, metrics.Confusion[1, 1]);
        Assert.Equal(1, metrics.Confusion[0, 1]);
        Assert.Equal(1, metrics.Confusion[1, 0]);
    }

    [Fact]
    public void Confusion_AsText_IsAnAlignedTable()
    {
        var matrix = new ConfusionMatrix([120, 0, 3, 4], ["idle", "walking"]);
        Assert.Equal("is \\ taken for  idle  walking\nidle             120        0\nwalking            3        4", matrix.ToString());
    }

    [Fact]
    public void NothingMeasured_IsNaN()
    {
        Assert.True(double.IsNaN(Metrics.None.Loss));
        Assert.Equal("not measured", Metrics.None.ToString());
    }

    private static Metrics Measure(float[] outputs, float[] targets, int size)
    {
        var network = new LinearNetwork(1, size, OutputMeaning.Values);
        var collector = new MetricsCollector(network.Info, []);

        // In two batches, so that what is carried over is seen.
        collector.Add(new LossTotal(1, 1), new NetworkRows { Targets = targets.AsSpan(0, size) }, outputs.AsSpan(0, size));
        collector.Add(new LossTotal(1, 1), new NetworkRows { Targets = targets.AsSpan(size) }, outputs.AsSpan(size));
        return collector.Result();
    }

    private static Metrics Measure(float[] outputs, int[] labels, OutputMeaning meaning, int size)
    {
        var collector = new MetricsCollector(new LinearNetwork(1, size, meaning).Info, []);
        collector.Add(new LossTotal(1, 1), new NetworkRows { Labels = labels }, outputs);
        return collector.Result();
    }
}
