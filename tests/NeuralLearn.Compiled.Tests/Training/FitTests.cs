namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Epochs, batches, order, and when it ends.</summary>
public sealed class FitTests
{
    [Fact]
    public void Triangle_WithValidation_IsLearnt()
    {
        var (train, test) = Problems.Triangle().Split(0.8f, seed: 1, stratify: true);
        var network = Problems.Classifier();
        var lines = new List<string>();
        var report = Trainer.Fit(
            network,
            train,
            new() { Epochs = 20, BatchSize = 32, Validation = test, Schedule = Schedule.Cosine(warmupSteps: 10), Patience = 3, RestoreBest = true },
            e => lines.Add($"{e.Epoch}: {e.Loss:F3} {e.Validation.Accuracy:P1}"),
            CancellationToken.None);
        Assert.Equal(1.0, report.Validation.Accuracy);
        Assert.Equal(1.0, report.Training.Accuracy);
        Assert.Equal(report.History.Count, lines.Count);
        Assert.Equal(0, report.Training.Confusion![0, 1]);
        Assert.Equal(24, report.Training.Confusion[2, 2]);
        Assert.Equal(["left", "right", "top"], report.Training.Confusion.ClassNames);
    }

    [Fact]
    public void Batches_OfAnEpoch_EndWithWhatIsLeft()
    {
        var network = Problems.Slow();
        Trainer.Fit(network, Problems.Numbered(10), new() { Epochs = 2, BatchSize = 4 });
        Assert.Equal([4, 4, 2, 4, 4, 2], network.BatchSizes);
    }

    [Fact]
    public void SingleRowLeft_WithStatisticsOverTheBatch_JoinsTheBatchBefore()
    {
        var network = Problems.Slow("running_mean");
        Trainer.Fit(network, Problems.Numbered(9), new() { Epochs = 1, BatchSize = 4 });
        Assert.Equal([4, 5], network.BatchSizes);
        network = Problems.Slow();
        Trainer.Fit(network, Problems.Numbered(9), new() { Epochs = 1, BatchSize = 4 });
        Assert.Equal([4, 4, 1], network.BatchSizes);
    }

    [Fact]
    public void Shuffling_EveryEpoch_VisitsAllRowsInAnotherOrder()
    {
        var network = Problems.Slow();
        Trainer.Fit(network, Problems.Numbered(100), new() { Epochs = 2, BatchSize = 7, Seed = 5 });
        var (first, second) = (network.Seen.Take(100).ToArray(), network.Seen.Skip(100).ToArray());
        var all = Enumerable.Range(0, 100).Select(row => (float)row);
        Assert.Equal(all, first.Order());
        Assert.Equal(all, second.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(all, first);
    }

    [Fact]
    public void Shuffling_IsAFunctionOfSeedAndEpoch_NotOfTheBatchSize()
    {
        float[] Order(ulong seed, int batchSize)
        {
            var network = Problems.Slow();
            Trainer.Fit(network, Problems.Numbered(50), new() { Epochs = 2, BatchSize = batchSize, Seed = seed });
            return [.. network.Seen];
        }

        Assert.Equal(Order(1, 8), Order(1, 50));
        Assert.NotEqual(Order(1, 8), Order(2, 8));
    }

    [Fact]
    public void Order_WithoutShuffling_IsThatOfTheRows()
    {
        var network = Problems.Slow();
        Trainer.Fit(network, Problems.Numbered(10), new() { Epochs = 1, BatchSize = 4, Shuffle = false });
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], network.Seen);
    }

    [Fact]
    public void EpochLoss_IsTheMeanOfAllRowsBeforeTheirSteps()
    {
        var data = Problems.Triangle(70);
        var (network, twin) = (Problems.Classifier(), Problems.Classifier());
        var report = Trainer.Fit(network, data, new() { Epochs = 1, BatchSize = 32, Shuffle = false });
        var total = default(LossTotal);
        for (var start = 0; start < 70; start += 32)
        {
            total += twin.BackwardBatch(data.Neighbours(start, Math.Min(32, 70 - start)));
            twin.Update();
        }

        Assert.Equal(total.Mean, report.History[0].Loss);
        Assert.Equal(twin.Parameters, network.Parameters);
    }

    [Fact]
    public void Patience_CountsEpochsInARowWithoutImprovement()
    {
        // Validation rows that contradict what is learnt: their loss is lowest at first.
        var wrong = Problems.Triangle(30);
        var labels = Enumerable.Range(0, 30).Select(row => (wrong.Label(row) + 1) % 3).ToArray();
        var report = Trainer.Fit(
            Problems.Classifier(),
            Problems.Triangle(),
            new() { Epochs = 50, Validation = new Dataset(wrong.Inputs(), 2, labels), Patience = 4, RestoreBest = true });
        Assert.Equal(StopReason.Patience, report.Reason);
        Assert.Equal(report.Best!.Epoch + 4, report.History.Count);
        Assert.True(report.IsRestored);
    }

    [Fact]
    public void RestoreBest_GivesTheWeightsOfTheBestEpoch()
    {
        var wrong = Problems.Triangle(30);
        var validation = new Dataset(wrong.Inputs(), 2, Enumerable.Range(0, 30).Select(row => (wrong.Label(row) + 1) % 3).ToArray());
        var network = Problems.Classifier();
        var weights = new List<float[]>();
        var report = Trainer.Fit(
            network,
            Problems.Triangle(),
            new() { Epochs = 6, Validation = validation, RestoreBest = true },
            _ => weights.Add(network.Parameters));
        Assert.Equal(6, report.History.Count);
        Assert.Equal(weights[report.Best!.Epoch - 1], network.Parameters);
        Assert.NotEqual(weights[^2], network.Parameters);
        Assert.Equal(report.Best.Validation.Loss, Trainer.Evaluate(network, validation).Loss);
    }

    [Fact]
    public void TargetLoss_OnceReached_Ends()
    {
        var report = Trainer.Fit(Problems.Classifier(), Problems.Triangle(), new() { Epochs = 500, TargetLoss = 0.1 });
        Assert.Equal(StopReason.TargetLoss, report.Reason);
        Assert.True(report.History[^1].Loss <= 0.1);
        Assert.True(report.History[^2].Loss > 0.1);
    }

    [Fact]
    public void Tolerance_OnceTheLossHardlyChanges_Ends()
    {
        var report = Trainer.Fit(Problems.Regression(), Problems.Lines(), new() { Epochs = 500, Tolerance = 1e-4 });
        Assert.Equal(StopReason.Tolerance, report.Reason);
        Assert.True(Math.Abs(report.History[^1].Loss - report.History[^2].Loss) < 1e-4);
        Assert.True(Math.Abs(report.History[^2].Loss - report.History[^3].Loss) >= 1e-4);
    }

    [Fact]
    public void Lines_AreFoundAgain()
    {
        var network = Problems.Regression();
        var report = Trainer.Fit(network, Problems.Lines(), new() { Epochs = 200, BatchSize = 10 });
        Assert.Equal(StopReason.Completed, report.Reason);
        float[] expected = [3, -1, -1, 2];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], network.Parameters[i], 1e-4);
        }

        Assert.Equal(1, report.Training.RSquared, 1e-6);
        Assert.True(report.Training.MeanAbsoluteError < 1e-4);
        Assert.True(double.IsNaN(report.Training.Accuracy));
    }

    [Fact]
    public void Cancelling_BetweenBatches_LeavesAUsableNetworkAndSaysSo()
    {
        using var stop = new CancellationTokenSource();
        var network = Problems.Classifier();
        var report = Trainer.Fit(
            network,
            Problems.Triangle(),
            new() { Epochs = 50, Schedule = Schedule.Cosine() },
            e =>
            {
                if (e.Epoch == 3)
                {
                    stop.Cancel();
                }
            },
            stop.Token);
        Assert.True(report.IsCancelled);
        Assert.Equal(3, report.History.Count);
        Assert.Equal(0.1f, network.LearningRate);
        Assert.All(network.Parameters, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void CancelledBeforehand_NothingIsLearnt()
    {
        var network = Problems.Classifier();
        var before = network.Parameters;
        var report = Trainer.Fit(network, Problems.Triangle(), new(), stop: new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, report.Reason);
        Assert.Equal(0, report.Steps);
        Assert.Equal(before, network.Parameters);
    }

    [Fact]
    public void ExceptionOfACallback_ComesOut_AndTheRateIsGivenBack()
    {
        var network = Problems.Classifier();
        Assert.Throws<NotFiniteNumberException>(() => Trainer.Fit(
            network, Problems.Triangle(), new() { Schedule = Schedule.Exponential(0.5) }, _ => throw new NotFiniteNumberException()));
        Assert.Equal(0.1f, network.LearningRate);
    }

    [Fact]
    public void Progress_IsToldEveryEpoch()
    {
        var progress = new Collected();
        Trainer.Fit(Problems.Classifier(), Problems.Triangle(), new() { Epochs = 3 }, progress);
        Assert.Equal([1, 2, 3], progress.Epochs);
    }

    [Fact]
    public void Divergence_StopsAndGoesBackToTheLastGoodLearner()
    {
        var network = new LinearNetwork(1, 1, OutputMeaning.Values) { LearningRate = 1e4f };
        var report = Trainer.Fit(network, Problems.Numbered(100, 1), new() { Epochs = 1000, BatchSize = 10 });
        Assert.Equal(StopReason.Diverged, report.Reason);
        Assert.All(network.Parameters, value => Assert.True(float.IsFinite(value)));
        Assert.All(report.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
        Assert.Contains("diverged", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_WhereItIsAllowed_GoesOn()
    {
        var network = new LinearNetwork(1, 1, OutputMeaning.Values) { LearningRate = 1e4f };
        var report = Trainer.Fit(network, Problems.Numbered(100, 1), new() { Epochs = 100, BatchSize = 10, StopWhenDiverged = false });
        Assert.Equal(StopReason.Completed, report.Reason);
        Assert.True(double.IsNaN(report.History[^1].Loss));
    }

    [Fact]
    public void StepsThatTheOptimizerDrops_DoNotCount()
    {
        var inputs = Enumerable.Range(0, 20).Select(row => row == 13 ? float.NaN : row / 20f).ToArray();
        var network = new LinearNetwork(1, 1, OutputMeaning.Values) { SkipNonFinite = true };
        var report = Trainer.Fit(
            network, new Dataset(inputs, 1, new float[20], 1), new() { Epochs = 3, BatchSize = 5, MeasureTraining = false });
        Assert.Equal(StopReason.Completed, report.Reason);
        Assert.All(report.History, epoch => Assert.Equal(1, epoch.SkippedSteps));
        Assert.All(report.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
    }

    [Fact]
    public void DivergenceThatOnlyValidationSees_Stops()
    {
        var network = new LinearNetwork(1, 1, OutputMeaning.Values) { LearningRate = 1e30f };
        var report = Trainer.Fit(
            network, Problems.Numbered(8, 1), new() { Epochs = 3, BatchSize = 4, Validation = Problems.Numbered(4), Shuffle = false });
        Assert.Equal(StopReason.Diverged, report.Reason);
        Assert.All(network.Parameters, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void RowsThatDoNotFit_AreRefusedBeforeTheFirstStep()
    {
        var network = Problems.Classifier();
        Message("3 input values", new Dataset(new float[9], 3, new int[3]));
        Message("neither labels nor targets", Dataset.Unlabelled(new float[4], 2));
        Message("no rows", new Dataset(Array.Empty<float>(), 2, Array.Empty<int>()));
        Message("label of row 1 is 3", new Dataset(new float[4], 2, new[] { 0, 3 }));
        Message("2 target values", new Dataset(new float[4], 2, new float[4], 2));
        var refused = Assert.Throws<ArgumentException>(() => Trainer.Fit(
            Problems.Regression(), new Dataset(new float[2], 1, new int[2]), new()));
        Assert.Contains("OneHot", refused.Message, StringComparison.Ordinal);
        Assert.Empty(network.Rates);

        void Message(string part, Dataset data) =>
            Assert.Contains(
                part, Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IgnoredLabels_CountNeitherInLossNorAccuracy()
    {
        var all = Problems.Triangle(30);
        var labels = Enumerable.Range(0, 30).Select(row => row < 10 ? -100 : all.Label(row)).ToArray();
        var network = Problems.Classifier();
        var metrics = Trainer.Evaluate(network, new Dataset(all.Inputs(), 2, labels));
        var rest = Trainer.Evaluate(network, all.Slice(10, 20));
        Assert.Equal(rest.Loss, metrics.Loss, 1e-12);
        Assert.Equal(rest.Accuracy, metrics.Accuracy);
    }

    [Fact]
    public void OneHotTargets_LearnAsLabelsDo()
    {
        var (labels, targets) = (Problems.Classifier(), Problems.Classifier());
        var first = Trainer.Fit(labels, Problems.Triangle(), new() { Epochs = 3 });
        var second = Trainer.Fit(targets, Problems.Triangle().OneHot(), new() { Epochs = 3 });
        Assert.Equal(labels.Parameters, targets.Parameters);
        Assert.Equal(first.Training.Accuracy, second.Training.Accuracy);
    }

    [Fact]
    public void RowWeights_ReachTheNetwork()
    {
        var data = Problems.Triangle(6);
        var weighted = new Dataset(data.Inputs(), 2, Enumerable.Range(0, 6).Select(data.Label).ToArray()) { RowWeights = new float[] { 2, 2, 2, 2, 2, 2 } };
        var network = Problems.Classifier();
        Assert.Equal(2 * Trainer.Evaluate(network, data).Loss, Trainer.Evaluate(network, weighted).Loss, 1e-12);
    }

    [Fact]
    public void YesOrNo_IsLearntFromLabelsAndFromTargets()
    {
        var inputs = Enumerable.Range(0, 40).Select(row => (row / 10f) - 2).ToArray();
        var labels = inputs.Select(x => x > 0.45f ? 1 : 0).ToArray();
        foreach (var data in new[] { new Dataset(inputs, 1, labels), new Dataset(inputs, 1, labels.Select(label => (float)label).ToArray(), 1) })
        {
            var report = Trainer.Fit(new LinearNetwork(1, 1, OutputMeaning.YesOrNo), data, new() { Epochs = 300, BatchSize = 10 });
            Assert.Equal(1, report.Training.Accuracy);
            Assert.Equal(labels.Sum(), report.Training.Confusion![1, 1]);
        }
    }

    [Fact]
    public void NetworkThatMakesItsTarget_IsToldInputsOnly()
    {
        var network = new LinearNetwork(1, 1, OutputMeaning.Values) { MakesItsTarget = true };
        var report = Trainer.Fit(network, Dataset.Unlabelled(new float[] { 1, 2, 3, 4 }.AsMemory(), 1), new() { Epochs = 3, BatchSize = 2 });
        Assert.Equal(StopReason.Completed, report.Reason);
        Assert.True(double.IsFinite(report.Training.Loss));
        Assert.True(double.IsNaN(report.Training.RSquared));
    }

    [Fact]
    public void OptionsThatMakeNoSense_AreRefusedWhenSet()
    {
        Assert.Contains(
            "FitOptions.Epochs is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Epochs = 0 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { BatchSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Tolerance = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { MinDelta = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { TargetLoss = double.NaN });
        Assert.Throws<ArgumentException>(() => Trainer.Start(Problems.Classifier(), Problems.Triangle(), new() { ResumeFromCheckpoint = true }));
    }

    private sealed class Collected : IProgress<EpochReport>
    {
        public List<int> Epochs { get; } = [];

        public void Report(EpochReport value) => Epochs.Add(value.Epoch);
    }
}
