namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>Derivatives of a graph's formulas by central differences in double precision.</summary>
internal sealed class Differences(RandomGraph graph, GraphNumbers numbers)
{
    /// <summary>
    /// The first loses digits to curvature (h²), the last to rounding (10⁻¹⁶/h), and a smaller step is less likely to cross a kink. One
    /// of them is good to eight digits; a wrong gradient is near none.
    /// </summary>
    private static readonly double[] Steps = [1e-5, 1e-6, 1e-7];

    private readonly double[] _parameters = GraphNumbers.Exact(numbers.Parameters);

    public double Loss(int row) => Loss(row, _parameters, numbers.InputOf(row));

    public double[] Outputs(int row) => graph.Outputs(_parameters, numbers.InputOf(row), new KinkWatch());

    /// <summary>The derivative of the whole batch's loss as the parameters move along a direction.</summary>
    public double AlongParameters(int offset, double[] direction, double analytic) => Nearest(analytic, step =>
    {
        var moved = (double[])_parameters.Clone();
        for (var i = 0; i < direction.Length; i++)
        {
            moved[offset + i] += step * direction[i];
        }

        var sum = Enumerable.Range(0, numbers.Rows).Sum(row => Loss(row, moved, numbers.InputOf(row)));
        return graph.IsSum ? sum : sum / numbers.Rows;
    });

    /// <summary>The derivative of a row's loss by one of its inputs.</summary>
    public double LossByInput(int row, int input, double analytic) =>
        Nearest(analytic, step => Loss(row, _parameters, Moved(row, input, step)));

    /// <summary>The derivative of Σ output · weight by an input.</summary>
    public double OutputsByInput(int row, int input, float[] weights, double analytic) => Nearest(analytic, step =>
        graph.Outputs(_parameters, Moved(row, input, step), new KinkWatch()).Zip(weights, (value, weight) => value * weight).Sum());

    private static double Nearest(double analytic, Func<double, double> function) =>
        Steps.Select(step => (function(step) - function(-step)) / (2 * step)).MinBy(difference => Math.Abs(difference - analytic));

    private double[] Moved(int row, int input, double step)
    {
        var moved = numbers.InputOf(row);
        moved[input] += step;
        return moved;
    }

    private double Loss(int row, double[] parameters, double[] input)
    {
        var kinks = new KinkWatch();
        return graph.LossOf(graph.Outputs(parameters, input, kinks), numbers.TargetOf(row), kinks);
    }
}
