using System.Globalization;
using System.Text.Json;

namespace NeuralLearn.Compiled.Quality.Tests.Learning;

/// <summary>A table of raw features with a class in the last column, and its five recorded splits.</summary>
internal sealed class DataSet
{
    private const double BrightestPixel = 16;

    private readonly double[][] _features;
    private readonly int[] _labels;
    private readonly IReadOnlyList<HashSet<int>> _testRows;

    private DataSet(double[][] features, int[] labels, IReadOnlyList<HashSet<int>> testRows)
    {
        _features = features;
        _labels = labels;
        _testRows = testRows;
    }

    public int Splits => _testRows.Count;

    public static DataSet Read(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Data");
        var table = File.ReadLines(Path.Combine(folder, name + ".csv")).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), field => double.Parse(field, CultureInfo.InvariantCulture)))
            .ToList();
        using var splits = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "splits.json")));
        var testRows = splits.RootElement.GetProperty(name).EnumerateObject()
            .OrderBy(split => int.Parse(split.Name, CultureInfo.InvariantCulture))
            .Select(split => split.Value.GetProperty("test").EnumerateArray().Select(row => row.GetInt32()).ToHashSet());
        return new DataSet([.. table.Select(row => row[..^1])], [.. table.Select(row => (int)row[^1])], [.. testRows]);
    }

    /// <summary>The rows of a split, with features as the bar says.</summary>
    public (Rows Training, Rows Test) Split(int split, string features)
    {
        var rows = Enumerable.Range(0, _labels.Length).ToList();
        int[] training = [.. rows.Where(row => !_testRows[split].Contains(row))];
        int[] test = [.. rows.Where(_testRows[split].Contains)];
        var (shift, scale) = features switch
        {
            "pixel / 16" => ([.. _features[0].Select(_ => 0.0)], [.. _features[0].Select(_ => BrightestPixel)]),
            "standardised with mean and population std of the training rows" => Statistics(training),
            _ => throw new InvalidDataException($"Features prepared as '{features}' are not known."),
        };
        return (Select(training, shift, scale), Select(test, shift, scale));
    }

    private (double[] Mean, double[] Deviation) Statistics(int[] rows)
    {
        double[] mean = [.. _features[0].Select((_, column) => rows.Average(row => _features[row][column]))];
        double[] deviation =
        [
            .. mean.Select((middle, column) => Math.Sqrt(rows.Average(row => Math.Pow(_features[row][column] - middle, 2)))),
        ];
        return (mean, deviation);
    }

    private Rows Select(int[] rows, double[] shift, double[] scale)
    {
        var inputs = rows.SelectMany(row => _features[row].Select((value, column) => (float)((value - shift[column]) / scale[column])));
        return new Rows([.. inputs], [.. rows.Select(row => _labels[row])]);
    }
}
