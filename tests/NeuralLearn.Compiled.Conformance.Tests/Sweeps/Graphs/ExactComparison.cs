using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>
/// What an emitted network gave for whole numbers, against the formulas, bit for bit. A linear loss has its gradient as the difference of
/// one step of 1, which is exact too.
/// </summary>
internal sealed class ExactComparison(RandomGraph graph, GraphNumbers numbers, Report report)
{
    /// <summary>Of each gradient; the others take the same code.</summary>
    private const int MostPlaces = 120;

    /// <summary>Far below 2²⁴, where single precision ends to hold every whole number: sums on the way are larger.</summary>
    private const double Largest = 1 << 21;

    private readonly double[] _parameters = GraphNumbers.Exact(numbers.Parameters);

    public void Run(float[] outputs, float[] gradients, float[] lossByInput, float[] outputsByInput)
    {
        for (var row = 0; row < numbers.Rows; row++)
        {
            var expected = graph.Outputs(_parameters, numbers.InputOf(row), new KinkWatch());
            report.Require(expected.All(value => Math.Abs(value) < Largest), "numbers became too large to be exact");
            Compare($"output of row {row}", outputs.AsSpan(row * graph.OutputSize, graph.OutputSize), expected);
        }

        if (!graph.IsLinear)
        {
            return;
        }

        var losses = Enumerable.Range(0, numbers.Rows).Sum(row => Loss(row, _parameters, numbers.InputOf(row)));
        CompareAt("gradient", gradients, place =>
        {
            var moved = Moved(_parameters, place);
            return Enumerable.Range(0, numbers.Rows).Sum(row => Loss(row, moved, numbers.InputOf(row))) - losses;
        });
        CompareAt("loss by input", lossByInput, place =>
        {
            var (row, input) = (place / graph.InputSize, place % graph.InputSize);
            return Loss(row, _parameters, Moved(numbers.InputOf(row), input)) - Loss(row, _parameters, numbers.InputOf(row));
        });
        CompareAt("outputs by input", outputsByInput, place =>
        {
            var (row, input) = (place / graph.InputSize, place % graph.InputSize);
            return Weighted(Moved(numbers.InputOf(row), input)) - Weighted(numbers.InputOf(row));
        });
    }

    private static double[] Moved(double[] values, int place)
    {
        var moved = (double[])values.Clone();
        moved[place]++;
        return moved;
    }

    private double Weighted(double[] input) =>
        graph.Outputs(_parameters, input, new KinkWatch()).Zip(numbers.OutputGradient, (value, weight) => value * weight).Sum();

    private double Loss(int row, double[] parameters, double[] input)
    {
        var kinks = new KinkWatch();
        return graph.LossOf(graph.Outputs(parameters, input, kinks), numbers.TargetOf(row), kinks);
    }

    private void CompareAt(string what, float[] actual, Func<int, double> expected)
    {
        var step = Math.Max(1, actual.Length / MostPlaces);
        int[] places = [.. Enumerable.Range(0, actual.Length).Where(place => place % step == 0)];
        Compare(what, [.. places.Select(place => actual[place])], [.. places.Select(expected)]);
    }

    private void Compare(string what, ReadOnlySpan<float> actual, double[] expected) =>
        report.Add(Comparison.Of(what, actual, Array.ConvertAll(expected, value => (float)value), _ => 0));
}
