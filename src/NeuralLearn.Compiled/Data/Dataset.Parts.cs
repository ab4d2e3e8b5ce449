namespace NeuralLearn.Compiled;

/// <content>Fewer rows, other columns.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Splits the rows into two parts at random, say one to learn from and one to test with. Nothing is copied but the rows' numbers.
    /// </summary>
    /// <param name="fraction">
    /// Share of the first part, between 0 and 1. The second part has ⌈(1 − fraction) · rows⌉ of them, as in scikit-learn; a fraction is
    /// taken as no more exact than a float, so that 0.7 of 10 rows are 7, although 0.7f is a little less than 0.7.
    /// </param>
    /// <param name="seed">The same seed gives the same parts on every machine.</param>
    /// <param name="stratify">
    /// Whether every class keeps its share in both parts, as nearly as whole rows can: each class gives the second part ⌊its share⌋ rows,
    /// and those still lacking come from the classes with the largest remainders, the lowest class first among equals.
    /// </param>
    /// <returns>Both parts, each in random order.</returns>
    /// <exception cref="ArgumentException">
    /// The fraction is not between 0 and 1, a part would have no rows, or there are no labels to stratify by.
    /// </exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed = 0, bool stratify = false)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, $"The first part's share is {fraction}; it must lie between 0 and 1.");
        }

        var second = SecondPart(Count, fraction);
        if (second == 0 || second >= Count)
        {
            throw new ArgumentException(
                $"{fraction} of {Count} rows would leave {Count - second} rows in the first part and {second} in the second; both need one.",
                nameof(fraction));
        }

        var order = RowOrder.Shuffled(Count, seed, RowOrder.Splits);
        if (!stratify)
        {
            return (Select(order.AsSpan(0, Count - second)), Select(order.AsSpan(Count - second)));
        }

        if (!HasLabels)
        {
            throw new ArgumentException("Only rows with labels can be stratified: the classes keep their shares.", nameof(stratify));
        }

        var wanted = SharesOfFirstPart(second);
        var (first, rest) = (new List<int>(Count - second), new List<int>(second));
        foreach (var row in order)
        {
            var isFirst = wanted[Label(row)] > 0;
            wanted[Label(row)] -= isFirst ? 1 : 0;
            (isFirst ? first : rest).Add(row);
        }

        return (Select([.. first]), Select([.. rest]));
    }

    /// <summary>Some of the rows, in a given order. Nothing is copied but the rows' numbers.</summary>
    /// <param name="rows">Numbers of rows, from 0; a row may be taken more than once.</param>
    /// <returns>These rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Place(rows[i]);
        }

        return new Dataset(this, places);
    }

    /// <summary>Neighbouring rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <returns>These rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many rows.</exception>
    public Dataset Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (start > Count - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"Rows {start} to {(long)start + count} are asked for; there are {Count} rows.");
        }

        var rows = new int[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = Place(start + i);
        }

        // Neighbours in memory stay neighbours: a batch of them is not copied.
        return _rows is not null
            ? new Dataset(this, rows)
            : With(
                _inputs.Slice(start * InputSize, count * InputSize),
                _targets.Slice(start * TargetSize, count * TargetSize),
                TargetSize,
                HasLabels ? _labels.Slice(start, count) : default,
                HasLabels,
                HasRowWeights ? _rowWeights.Slice(start, count) : default,
                HasLengths ? _lengths.Slice(start, count) : default);
    }

    /// <summary>Targets instead of labels: 1 for the row's class, 0 for the others.</summary>
    /// <param name="classes">
    /// How many classes there are; 0: as many as <see cref="RowSource.ClassNames"/>, else one more than the largest label.
    /// </param>
    /// <returns>The same inputs with targets of that many values.</returns>
    /// <exception cref="InvalidOperationException">The rows have no labels.</exception>
    /// <exception cref="ArgumentException">A label is negative, or too large.</exception>
    public Dataset OneHot(int classes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        var largest = -1;
        for (var row = 0; row < Count; row++)
        {
            largest = Math.Max(largest, Label(row));
        }

        var size = classes > 0 ? classes : ClassNames.Count > 0 ? ClassNames.Count : largest + 1;
        var targets = new float[checked(Count * size)];
        for (var row = 0; row < Count; row++)
        {
            var label = Label(row);
            if ((uint)label >= (uint)size)
            {
                throw new ArgumentException($"The label of row {row} is {label}; the classes are 0 to {size - 1}.", nameof(classes));
            }

            targets[(row * size) + label] = 1;
        }

        return With(Inputs(), targets, Math.Max(size, 1), default, false, RowWeights, Lengths);
    }

    /// <summary>
    /// Brings every feature to mean 0 and deviation 1. Apply the same <see cref="Standardization"/> to all data the network will ever
    /// see; a network that declares <c>[Standardize]</c> carries it in its own file, which is hard to forget.
    /// </summary>
    /// <param name="standardization">What was measured on these rows.</param>
    /// <returns>The same rows with new inputs.</returns>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public Dataset Standardize(out Standardization standardization)
    {
        standardization = Standardization.Of(this);
        return standardization.Apply(this);
    }

    /// <summary>The same rows with other inputs of the same size.</summary>
    internal Dataset WithInputs(ReadOnlyMemory<float> inputs)
    {
        var targets = new float[checked(Count * TargetSize)];
        var labels = new int[HasLabels ? Count : 0];
        for (var row = 0; row < Count; row++)
        {
            Target(row).CopyTo(targets.AsSpan(row * TargetSize));
            if (HasLabels)
            {
                labels[row] = Label(row);
            }
        }

        return With(inputs, targets, TargetSize, labels, HasLabels, RowWeights, Lengths);
    }

    /// <summary>The inputs one behind the other; copied only if they do not lie so.</summary>
    internal ReadOnlyMemory<float> Inputs()
    {
        if (_rows is null)
        {
            return _inputs;
        }

        var inputs = new float[checked(Count * InputSize)];
        for (var row = 0; row < Count; row++)
        {
            Input(row).CopyTo(inputs.AsSpan(row * InputSize));
        }

        return inputs;
    }

    /// <summary>The same rows with other factors and lengths.</summary>
    internal Dataset With(ReadOnlyMemory<float> rowWeights, ReadOnlyMemory<int> lengths) =>
        new(this) { RowWeights = rowWeights, Lengths = lengths };

    private static int SecondPart(int rows, double fraction)
    {
        // What is left of the error of a float is below this; a number of rows that differs from a whole one by less is that one.
        const double FloatError = 6e-8;
        var exact = (1 - fraction) * rows;
        var nearest = Math.Round(exact);
        return (int)(Math.Abs(exact - nearest) <= FloatError * rows ? nearest : Math.Ceiling(exact));
    }

    private Dictionary<int, int> SharesOfFirstPart(int second)
    {
        var counts = new SortedDictionary<int, int>();
        for (var row = 0; row < Count; row++)
        {
            counts[Label(row)] = counts.GetValueOrDefault(Label(row)) + 1;
        }

        // Whole numbers throughout: share · second ÷ rows, with its remainder.
        var lacking = second;
        var remainders = new List<(long Remainder, int Label)>();
        var first = new Dictionary<int, int>();
        foreach (var (label, count) in counts)
        {
            var (share, remainder) = Math.DivRem((long)count * second, Count);
            first[label] = count - (int)share;
            lacking -= (int)share;
            remainders.Add((remainder, label));
        }

        foreach (var (_, label) in remainders.OrderByDescending(entry => entry.Remainder).ThenBy(entry => entry.Label).Take(lacking))
        {
            first[label]--;
        }

        return first;
    }

    private Dataset With(
        ReadOnlyMemory<float> inputs,
        ReadOnlyMemory<float> targets,
        int targetSize,
        ReadOnlyMemory<int> labels,
        bool hasLabels,
        ReadOnlyMemory<float> rowWeights,
        ReadOnlyMemory<int> lengths)
    {
        var data = hasLabels ? new Dataset(inputs, InputSize, labels)
            : targetSize > 0 ? new Dataset(inputs, InputSize, targets, targetSize)
            : Unlabelled(inputs, InputSize);
        return new Dataset(data) { RowWeights = rowWeights, Lengths = lengths, ClassNames = ClassNames };
    }
}
