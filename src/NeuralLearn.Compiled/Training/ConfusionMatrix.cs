using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>How often rows of each class were taken for each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    internal ConfusionMatrix(long[] counts, IReadOnlyList<string> classNames)
    {
        _counts = counts;
        ClassNames = classNames;
    }

    /// <summary>The names of the classes; their numbers where they have none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many rows of a class were taken for another, or for it.</summary>
    /// <param name="actual">What they are.</param>
    /// <param name="predicted">What they were taken for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] =>
        _counts[(InRange(actual, nameof(actual)) * ClassNames.Count) + InRange(predicted, nameof(predicted))];

    /// <summary>The share of the rows taken for a class that are of it.</summary>
    /// <param name="predicted">The class.</param>
    /// <returns>From 0 to 1; NaN if none was.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int predicted)
    {
        long all = 0;
        for (var actual = 0; actual < ClassNames.Count; actual++)
        {
            all += this[actual, predicted];
        }

        return all == 0 ? double.NaN : (double)this[predicted, predicted] / all;
    }

    /// <summary>The share of the rows of a class that were taken for it.</summary>
    /// <param name="actual">The class.</param>
    /// <returns>From 0 to 1; NaN if there are none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int actual)
    {
        long all = 0;
        for (var predicted = 0; predicted < ClassNames.Count; predicted++)
        {
            all += this[actual, predicted];
        }

        return all == 0 ? double.NaN : (double)this[actual, actual] / all;
    }

    /// <summary>A table: a line per class as it is, a column per class as it was taken for.</summary>
    /// <returns>Lines separated by '\n'.</returns>
    public override string ToString()
    {
        const string Corner = "is \\ taken for";
        var names = ClassNames.Select(FileText.Printable).ToArray();
        var first = Math.Max(Corner.Length, names.Max(name => name.Length));
        var text = new StringBuilder(Corner.PadRight(first));
        var widths = new int[names.Length];
        for (var column = 0; column < names.Length; column++)
        {
            widths[column] = names[column].Length;
            for (var row = 0; row < names.Length; row++)
            {
                widths[column] = Math.Max(widths[column], this[row, column].ToString(CultureInfo.InvariantCulture).Length);
            }

            text.Append("  ").Append(names[column].PadLeft(widths[column]));
        }

        for (var row = 0; row < names.Length; row++)
        {
            text.Append('\n').Append(names[row].PadRight(first));
            for (var column = 0; column < names.Length; column++)
            {
                text.Append("  ").Append(this[row, column].ToString(CultureInfo.InvariantCulture).PadLeft(widths[column]));
            }
        }

        return text.ToString();
    }

    internal ReadOnlySpan<long> Counts => _counts;

    private int InRange(int number, string name) => (uint)number < (uint)ClassNames.Count
        ? number
        : throw new ArgumentOutOfRangeException(name, number, $"There is no class {number}; the classes are 0 to {ClassNames.Count - 1}.");
}
