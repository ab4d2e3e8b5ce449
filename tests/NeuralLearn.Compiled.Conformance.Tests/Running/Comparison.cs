using System.Globalization;
using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>
/// The element of a tensor that is furthest off. The ratio is distance divided by tolerance: above 1 fails; infinite where no distance
/// makes sense.
/// </summary>
internal sealed record Comparison(
    string Tensor, int Index, float Expected, float Actual, double Tolerance, double Ratio, int Outside, int Count)
{
    public bool Passes => Outside == 0;

    /// <summary>
    /// NaN belongs to NaN, an infinity to that infinity, and -0 is 0. Everything else is measured in double, so that the measure does
    /// not round.
    /// </summary>
    public static Comparison Of(string tensor, ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, Func<int, double> toleranceAt)
    {
        if (actual.Length != expected.Length)
        {
            return new Comparison(tensor, -1, expected.Length, actual.Length, 0, double.PositiveInfinity, 1, 1);
        }

        var worst = new Comparison(tensor, -1, 0, 0, 0, 0, 0, actual.Length);
        var outside = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var tolerance = toleranceAt(i);
            var ratio = RatioOf(actual[i], expected[i], tolerance);
            outside += ratio > 1 ? 1 : 0;
            if (ratio > worst.Ratio || worst.Index < 0)
            {
                worst = worst with { Index = i, Expected = expected[i], Actual = actual[i], Tolerance = tolerance, Ratio = ratio };
            }
        }

        return worst with { Outside = outside };
    }

    public static Comparison Of(string tensor, ReadOnlySpan<float> actual, ReferenceTensor expected, Tolerance tolerance)
    {
        return Of(tensor, actual, expected.Values, index => tolerance.For(expected.Values[index]));
    }

    public override string ToString()
    {
        if (Index < 0 && !Passes)
        {
            return $"{Tensor}: {Expected} elements expected, {Actual} given";
        }

        var numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"expected {Expected:G9}, actual {Actual:G9}, tolerance {Tolerance:G3}, ratio {Ratio:G3}");
        return $"{Tensor}[{Index}]: {numbers} ({Outside} of {Count} outside)";
    }

    private static double RatioOf(float actual, float expected, double tolerance)
    {
        if (actual.Equals(expected) || actual == expected)
        {
            return 0;
        }

        var distance = Math.Abs((double)actual - expected);
        return double.IsFinite(distance) && tolerance > 0 ? distance / tolerance : double.PositiveInfinity;
    }
}
