using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Numbers of a training as people read them.</summary>
internal static class TrainingText
{
    public static string Number(double value) => double.IsNaN(value) ? "no number" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The number of the shortest text that reads as this float: 0.001, not 0.0010000000474974513.</summary>
    public static double Shortest(float number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture) + " %";

    public static string Grouped(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Metrics(Metrics metrics)
    {
        var text = Number(metrics.Loss).PadRight(9);
        return !double.IsNaN(metrics.Accuracy) ? $"{text}  accuracy {Percent(metrics.Accuracy)}"
            : !double.IsNaN(metrics.RSquared) ? $"{text}  R² {metrics.RSquared.ToString("F4", CultureInfo.InvariantCulture)}"
            : text;
    }

    /// <summary>Minutes and seconds, or hours too.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 10 ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s" : Time(time);

    /// <summary>A curve in one line of text, the last value at the right; a value that is no number leaves a gap.</summary>
    /// <param name="values">As many as there are.</param>
    /// <param name="width">The most letters it may have; more values than that are averaged.</param>
    /// <param name="isUnicode">Whether the terminal has blocks.</param>
    public static string Sparkline(IReadOnlyList<double> values, int width, bool isUnicode)
    {
        var steps = isUnicode ? "▁▂▃▄▅▆▇█" : "_.-=+*#@";
        var count = Math.Min(values.Count, width);
        var points = new double[count];
        for (var i = 0; i < count; i++)
        {
            // Neighbours share a letter where there are more values than letters.
            var (from, to) = ((int)((long)i * values.Count / count), (int)((i + 1L) * values.Count / count));
            points[i] = values.Skip(from).Take(to - from).Average();
        }

        var finite = points.Where(double.IsFinite).ToList();
        var (least, most) = finite.Count == 0 ? (0, 1) : (finite.Min(), finite.Max());

        // Losses fall over powers of ten: what happens at the end would be a flat line.
        var isLogarithmic = least > 0 && most / least > 20;
        double Scaled(double value) => isLogarithmic ? Math.Log(value) : value;
        return string.Concat(points.Select(point => !double.IsFinite(point) ? ' '
            : most <= least ? steps[0]
            : steps[(int)Math.Round((Scaled(point) - Scaled(least)) / (Scaled(most) - Scaled(least)) * (steps.Length - 1))]));
    }
}
