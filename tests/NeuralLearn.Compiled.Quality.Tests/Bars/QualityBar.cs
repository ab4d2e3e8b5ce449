using System.Text.Json;

namespace NeuralLearn.Compiled.Quality.Tests.Bars;

/// <summary>One entry of quality_bars.json: how a network is to be trained, and what must come of it.</summary>
internal sealed class QualityBar(JsonElement json)
{
    private const string LeastProperty = "five_split_mean_at_least";
    private const string MostProperty = "five_split_mean_at_most";

    private readonly JsonElement _bar = json.GetProperty("bar");

    public string Name => Text("name");

    public string DataSet => Text("dataset");

    /// <summary>In words: "dense 4-16 relu, dense 16-3".</summary>
    public string Architecture => Text("architecture");

    public string Loss => Text("loss");

    public string Optimizer => Text("optimizer");

    public string Features => Text("features");

    public int Epochs => json.GetProperty("epochs").GetInt32();

    public int BatchSize => json.GetProperty("batch_size").GetInt32();

    public string Metric => _bar.GetProperty("metric").GetString()!;

    /// <summary>The five-split means that PyTorch reached; the bar allows for how far they lie apart.</summary>
    public IReadOnlyList<double> ReferenceRounds => Numbers("five_split_means_of_4_rounds");

    public IReadOnlyList<double> ReferenceTrainLosses => Numbers("train_loss_five_split_means");

    /// <summary>The number on the bar; a metric that must stay below it has <see cref="IsCeiling"/>.</summary>
    public double Limit => _bar.GetProperty(IsCeiling ? MostProperty : LeastProperty).GetDouble();

    public bool IsCeiling => _bar.TryGetProperty(MostProperty, out _);

    /// <summary>
    /// What the training loss may be on average, by the rule of the bar. Accuracy counts rows and forgives an optimizer that is a little
    /// wrong; the loss does not. Four rounds can lie close together by luck, so that no bar is narrower than half of them are.
    /// </summary>
    public double TrainLossLimit
    {
        get
        {
            var spreads = QualityBars.All.Select(bar => bar.TrainLossSpread).Order().ToList();
            return ReferenceTrainLosses.Average() * (1 + (3 * Math.Max(TrainLossSpread, spreads[spreads.Count / 2])));
        }
    }

    /// <summary>The deviation of PyTorch's rounds as a share of their mean.</summary>
    private double TrainLossSpread
    {
        get
        {
            var mean = ReferenceTrainLosses.Average();
            var squares = ReferenceTrainLosses.Sum(loss => (loss - mean) * (loss - mean));
            return Math.Sqrt(squares / (ReferenceTrainLosses.Count - 1)) / mean;
        }
    }

    public bool Allows(double mean) => IsCeiling ? mean <= Limit : mean >= Limit;

    /// <summary>Whether the rest of the entry says what these tests do; another recipe must not run as if it were this one.</summary>
    public string? UnknownInstruction()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["last_partial_batch"] = "kept", ["shuffle"] = "every epoch" };
        return known.Where(instruction => Text(instruction.Key) != instruction.Value)
            .Select(instruction => $"{instruction.Key}: {Text(instruction.Key)}")
            .FirstOrDefault();
    }

    public override string ToString() => Name;

    private string Text(string property) => json.GetProperty(property).GetString()!;

    private double[] Numbers(string property) => [.. _bar.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];
}
