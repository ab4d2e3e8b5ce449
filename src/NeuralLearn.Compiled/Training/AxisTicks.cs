using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>An axis of a chart: its range, where its marks stand, and what is written beside them.</summary>
internal sealed class AxisTicks
{
    private AxisTicks(double least, double most, bool isLogarithmic, double[] marks, string[] texts)
    {
        (Least, Most, IsLogarithmic, Marks, Texts) = (least, most, isLogarithmic, marks, texts);
    }

    public double Least { get; }

    public double Most { get; }

    public bool IsLogarithmic { get; }

    public double[] Marks { get; }

    public string[] Texts { get; }

    /// <summary>Where a value stands, from 0 to 1.</summary>
    public double Place(double value) => IsLogarithmic
        ? (Decades(value) - Decades(Least)) / (Decades(Most) - Decades(Least))
        : ((value / 2) - (Least / 2)) / ((Most / 2) - (Least / 2));

    /// <summary>Marks at 1, 2 or 5 times a power of ten, about as many as wanted; the range ends at marks.</summary>
    public static AxisTicks Linear(double least, double most, int wanted, bool isWhole = false)
    {
        if (!(most > least))
        {
            // A single value stands in the middle of a range of its own size.
            var half = least == 0 ? 1 : Math.Abs(least) / 2;
            (least, most) = isWhole ? (least - 1, least + 1) : (least - half, least + half);
        }

        // Halves first: the difference of two huge numbers may be too large for a number.
        var step = NiceStep(((most / 2) - (least / 2)) / wanted * 2);
        step = isWhole ? Math.Max(step, 1) : step;
        var (first, last) = (Math.Floor(least / step), Math.Ceiling(most / step));
        var marks = new double[(int)(last - first) + 1];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = Math.Clamp((first + i) * step, -double.MaxValue, double.MaxValue);
        }

        return new AxisTicks(marks[0], marks[^1], false, marks, [.. marks.Select(mark => Text(mark, step))]);
    }

    /// <summary>Marks at powers of ten; the range ends at marks.</summary>
    public static AxisTicks Logarithmic(double least, double most, int wanted)
    {
        var first = (int)Math.Floor(Decades(least));
        var last = Math.Max((int)Math.Ceiling(Decades(most)), first + 1);
        var stride = ((last - first - 1) / wanted) + 1;
        last = first + ((last - first + stride - 1) / stride * stride);
        var marks = new double[((last - first) / stride) + 1];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = Math.Clamp(PowerOfTen(first + (i * stride)), double.Epsilon, double.MaxValue);
        }

        return new AxisTicks(marks[0], marks[^1], true, marks, [.. marks.Select(mark => mark.ToString("G4", CultureInfo.InvariantCulture))]);
    }

    // Only a picture depends on it, rounded to tenths of its units: the C library's last bit does not show.
    private static double Decades(double value) => Math.Log10(value);

    // Parsed rather than computed: the nearest number to a power of ten, everywhere.
    private static double PowerOfTen(int exponent) =>
        double.Parse("1e" + exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double NiceStep(double rough)
    {
        var power = PowerOfTen((int)Math.Floor(Decades(rough)));
        var share = rough / power;
        return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
    }

    private static string Text(double mark, double step)
    {
        var digits = -(int)Math.Floor(Decades(step) + 1e-9);
        return Math.Abs(mark) >= 1e6 || digits > 6 ? mark.ToString("G4", CultureInfo.InvariantCulture)
            : mark.ToString("F" + Math.Max(digits, 0).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
