namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>
/// Where a formula is compared with a function. Points around 0 alone do not do: a limit at 50 or a bend at -1000 lies beyond them, and the
/// formula looks like one without it.
/// </summary>
internal static class FormulaSamples
{
    private static readonly double[] Near = [.. Enumerable.Range(-60, 121).Select(step => step * 0.2173), -40, 40];

    private static readonly double[] Far = [-1e6, -1e4, -1e3, -1e2, 1e2, 1e3, 1e4, 1e6];

    /// <summary>All sizes of numbers, for the search of bends: powers of two up to the largest float.</summary>
    private static readonly double[] Sizes = [.. Enumerable.Range(-10, 138).Select(power => Math.ScaleB(1, power)), float.MaxValue];

    private static readonly double[] Grid = [.. Sizes.Select(size => -size).Order(), 0, .. Sizes];

    /// <summary>Around 0, far away, and at both sides of every bend and every number of the formula.</summary>
    public static List<(double X, double Y)> Of(Formula formula)
    {
        var turns = new SortedSet<double>();
        formula.Trace(Grid, turns);
        double[] bends = [.. turns.Where(double.IsFinite).Select(Limited).Distinct()];
        var sides = bends.SelectMany(bend => (double[])[bend, Limited(bend - 1 - Math.Abs(bend)), Limited(bend + 1 + Math.Abs(bend))]);
        var between = bends.Zip(bends.Skip(1), (left, right) => (left / 2) + (right / 2));
        List<(double X, double Y)> samples = [.. Near.Concat(sides).Concat(between).Select(x => (x, formula.Value(x)))];

        // log(1 + e^x) is the softplus, although e^x is too large for a number far away.
        samples.AddRange(Far.Select(x => (x, formula.Value(x))).Where(sample => double.IsFinite(sample.Item2)));
        return samples;
    }

    /// <summary>Adds where a function, known at some points, is 0.</summary>
    public static void AddCrossings(double[] at, double[] values, Func<double, double> function, ISet<double> zeros)
    {
        for (var i = 0; i < at.Length; i++)
        {
            // Of a whole stretch of zeros, its ends.
            if (values[i] == 0 && (i == 0 || i == at.Length - 1 || values[i - 1] != 0 || values[i + 1] != 0))
            {
                zeros.Add(at[i]);
            }

            if (i > 0 && ((values[i - 1] < 0 && values[i] > 0) || (values[i - 1] > 0 && values[i] < 0)))
            {
                zeros.Add(Halved(at[i - 1], at[i], values[i] > 0, function));
            }
        }
    }

    private static double Halved(double low, double high, bool rises, Func<double, double> function)
    {
        while ((low / 2) + (high / 2) is var middle && middle > low && middle < high)
        {
            (low, high) = function(middle) > 0 == rises ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>Values of a network are floats.</summary>
    private static double Limited(double x) => Math.Clamp(x, -float.MaxValue, float.MaxValue);
}
