namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Rates are PyTorch's, from the definitions of its schedulers.</summary>
public sealed class ScheduleTests
{
    private const double Near = 1e-12;

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(3, 0.5)]
    [InlineData(7, 0.9)]
    public void Step_AtEveryEpoch_IsThePowerOfGamma(int every, double gamma)
    {
        var run = Schedule.Step(every, gamma).Start(0.05, 0);
        for (var epoch = 0; epoch < 40; epoch++)
        {
            Assert.Equal(0.05 * Math.Pow(gamma, epoch / every), run.Rate(epoch * 11), Near);
            run.EndEpoch(1);
        }
    }

    [Fact]
    public void Exponential_AtEveryEpoch_IsThePowerOfGamma()
    {
        var run = Schedule.Exponential(0.93).Start(0.4, 0);
        for (var epoch = 0; epoch < 100; epoch++)
        {
            Assert.Equal(0.4 * Math.Pow(0.93, epoch), run.Rate(0), Near);
            run.EndEpoch(1);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-3, 10)]
    [InlineData(0.01, 997)]
    public void Cosine_AtEveryStep_IsTheClosedForm(double min, int total)
    {
        var run = Schedule.Cosine(min).Start(0.1, total);
        for (var step = 0; step <= total; step++)
        {
            Assert.Equal(min + ((0.1 - min) * (1 + Math.Cos(Math.PI * step / total)) / 2), run.Rate(step), Near);
        }
    }

    [Fact]
    public void HalfTurn_AtItsCorners_IsExact()
    {
        Assert.Equal(1.0, HalfTurn.Cosine(0, 10));
        Assert.Equal(0.0, HalfTurn.Cosine(5, 10));
        Assert.Equal(-1.0, HalfTurn.Cosine(10, 10));
        Assert.Equal(1.0, HalfTurn.Cosine(0, 1L << 40));
    }

    [Fact]
    public void HalfTurn_EverywhereElse_IsWithinTheLastBits()
    {
        for (var part = 0; part <= 100_000; part++)
        {
            Assert.Equal(Math.Cos(Math.PI * part / 100_000), HalfTurn.Cosine(part, 100_000), 5e-16);
        }
    }

    [Fact]
    public void ReduceOnPlateau_WithoutImprovement_FollowsPyTorchEpochByEpoch()
    {
        // torch: ReduceLROnPlateau(SGD(lr=1), factor=.1, patience=2, cooldown=1), stepped with these losses.
        double[] losses = [1, 0.5, 0.49999, 0.5, 0.6, 0.7, 0.5, 0.5, 0.5, 0.5, 0.2, 0.3];
        double[] rates = [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01];
        var run = Schedule.ReduceOnPlateau(patience: 2, cooldown: 1).Start(1, 0);
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            run.EndEpoch(losses[epoch]);
            Assert.Equal(rates[epoch], run.Rate(0), Near);
        }
    }

    [Fact]
    public void ReduceOnPlateau_AtItsLowest_Stays()
    {
        var run = Schedule.ReduceOnPlateau(0.5, patience: 0, min: 0.3).Start(1, 0);
        double[] rates = [1, 0.5, 0.3, 0.3];
        foreach (var rate in rates)
        {
            run.EndEpoch(1);
            Assert.Equal(rate, run.Rate(0), Near);
        }
    }

    [Fact]
    public void CosineWithWarmup_InATraining_MultipliesBoth()
    {
        var network = Problems.Classifier();
        Trainer.Fit(network, Problems.Triangle(90), new() { Epochs = 4, BatchSize = 20, Schedule = Schedule.Cosine(0.01, warmupSteps: 8) });
        Assert.Equal(20, network.Rates.Count);
        for (var step = 0; step < 20; step++)
        {
            var cosine = 0.01 + ((0.1f - 0.01) * (1 + Math.Cos(Math.PI * step / 20)) / 2);
            Assert.Equal(cosine * Math.Min(1, (step + 1) / 8.0), network.Rates[step], 1e-8);
        }
    }

    [Fact]
    public void StepWithWarmup_InATraining_ChangesPerEpoch()
    {
        var network = Problems.Classifier();
        var report = Trainer.Fit(
            network, Problems.Triangle(90), new() { Epochs = 3, BatchSize = 45, Schedule = Schedule.Step(1, 0.5).WithWarmup(4) });
        Assert.Equal([0.025f, 0.05f, 0.0375f, 0.05f, 0.025f, 0.025f], network.Rates);
        Assert.Equal([0.05f, 0.05f, 0.025f], report.History.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Training_AtItsEnd_GivesTheRateBack()
    {
        var network = Problems.Classifier();
        Trainer.Fit(network, Problems.Triangle(), new() { Epochs = 2, Schedule = Schedule.Cosine() });
        Assert.Equal(0.1f, network.LearningRate);
    }

    [Fact]
    public void OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(warmupSteps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.ReduceOnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Warmup(-1));
    }
}
