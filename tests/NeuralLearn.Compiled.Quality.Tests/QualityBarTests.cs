using System.Diagnostics;
using System.Globalization;
using NeuralLearn.Compiled.Quality.Tests.Bars;
using NeuralLearn.Compiled.Quality.Tests.Learning;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Quality.Tests;

/// <summary>Real data learnt by the recipes, splits and measures with which PyTorch reached the recorded results.</summary>
public sealed class QualityBarTests(ITestOutputHelper output)
{
    public static TheoryData<string> BarsThatRun() => [.. QualityBars.All.Select(bar => bar.Name).Where(Recipes.Run.ContainsKey)];

    /// <summary>
    /// A bar lies three standard deviations below PyTorch's mean, but of four rounds only, which says little about the deviation. The
    /// mean of as many rounds here, with other initial weights and orders of rows, does not leave it to the luck of one.
    /// </summary>
    [Theory]
    [MemberData(nameof(BarsThatRun))]
    public void TrainingOverTheFiveSplits_ReachesTheBar(string name)
    {
        var watch = Stopwatch.StartNew();
        var bar = QualityBars.Named(name);
        Assert.Null(bar.UnknownInstruction());
        Assert.Equal("test_acc", bar.Metric);
        var data = DataSet.Read(bar.DataSet);
        Assert.Equal(5, data.Splits);

        var rounds = Enumerable.Range(0, bar.ReferenceRounds.Count).Select(round => Round(bar, data, round)).ToList();

        var mean = rounds.Average(round => round.Accuracy);
        var measured = Line($"{name}: accuracy {mean:F4}, bar {(bar.IsCeiling ? "<=" : ">=")} {bar.Limit:F4}");
        var trainLoss = rounds.Average(round => round.TrainLoss);
        var trained = Line($"{name}: training loss {trainLoss:G4}, at most {bar.TrainLossLimit:G4}");
        output.WriteLine(measured);
        output.WriteLine(trained);
        output.WriteLine($"accuracy of the rounds: here {Listed(rounds.Select(round => round.Accuracy))}, PyTorch {Listed(bar.ReferenceRounds)}");
        output.WriteLine($"training loss of the rounds: here {Listed(rounds.Select(round => round.TrainLoss))}, PyTorch {Listed(bar.ReferenceTrainLosses)}");
        output.WriteLine(Line($"{watch.Elapsed.TotalSeconds:F1} s"));
        Assert.True(bar.Allows(mean), measured);
        Assert.True(trainLoss <= bar.TrainLossLimit, trained);
    }

    [Theory]
    [MemberData(nameof(BarsThatRun))]
    public void NetworkOfABar_IsDeclaredAsTheBarSays(string name)
    {
        var bar = QualityBars.Named(name);
        var network = Recipes.Run[name].Network;
        Assert.Equal(bar.Architecture, DeclaredNetwork.Architecture(network));
        Assert.Equal(bar.Loss, DeclaredNetwork.Loss(network));
        Assert.Equal(bar.Optimizer, DeclaredNetwork.Optimizer(network));
    }

    /// <summary>A bar without a recipe would be left out without anyone noticing; a recipe without a bar is a typing error.</summary>
    [Fact]
    public void EveryBarOfTheFile_Runs()
    {
        Assert.NotEmpty(QualityBars.All);
        Assert.Equal(QualityBars.All.Select(bar => bar.Name).Order(StringComparer.Ordinal), Recipes.Run.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The means over the splits; a split has its own initial weights and order of rows, as with PyTorch.</summary>
    private static (double Accuracy, double TrainLoss) Round(QualityBar bar, DataSet data, int round)
    {
        var results = new List<(double Accuracy, double TrainLoss)>();
        for (var split = 0; split < data.Splits; split++)
        {
            var seed = (data.Splits * round) + split;
            var (training, test) = data.Split(split, bar.Features);
            var learner = Recipes.Run[bar.Name].Create((ulong)seed);
            learner.Fit(training, bar.Epochs, bar.BatchSize, new Random(seed));
            results.Add((learner.Accuracy(test), learner.Loss(training)));
        }

        return (results.Average(result => result.Accuracy), results.Average(result => result.TrainLoss));
    }

    private static string Listed(IEnumerable<double> values) =>
        string.Join(' ', values.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
