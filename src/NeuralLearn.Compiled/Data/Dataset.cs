namespace NeuralLearn.Compiled;

/// <summary>
/// Rows in memory: inputs, and targets or labels with them. The memory is the caller's and is not copied; it must not change while
/// somebody learns from it. A dataset itself never changes, so that any number of threads may read it.
/// </summary>
public sealed partial class Dataset : RowSource
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<float> _targets;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly ReadOnlyMemory<float> _rowWeights;
    private readonly ReadOnlyMemory<int> _lengths;

    // Which of the rows in memory are meant, in which order; null where it is all of them, one after the other.
    private readonly int[]? _rows;

    /// <summary>Rows with a class each.</summary>
    /// <param name="inputs">Rows of <paramref name="inputSize"/> values, one behind the other.</param>
    /// <param name="inputSize">Values in one row of input: the network's <c>InputSize</c>.</param>
    /// <param name="labels">
    /// One class a row, from 0. The network's <see cref="NetworkInfo.IgnoredLabel"/> (-100) stands for rows that no loss is taken of.
    /// </param>
    /// <exception cref="ArgumentException">The inputs are not whole rows, or there is not one label per row.</exception>
    public Dataset(ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<int> labels)
        : this(inputs, inputSize)
    {
        if (labels.Length != Count)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {Count} rows of input.", nameof(labels));
        }

        _labels = labels;
        HasLabels = true;
    }

    /// <summary>Rows with numbers that the outputs should become.</summary>
    /// <param name="inputs">Rows of <paramref name="inputSize"/> values, one behind the other.</param>
    /// <param name="inputSize">Values in one row of input: the network's <c>InputSize</c>.</param>
    /// <param name="targets">As many rows of <paramref name="targetSize"/> values.</param>
    /// <param name="targetSize">Values in one row of targets.</param>
    /// <exception cref="ArgumentException">Inputs or targets are not whole rows, or not equally many.</exception>
    public Dataset(ReadOnlyMemory<float> inputs, int inputSize, ReadOnlyMemory<float> targets, int targetSize)
        : this(inputs, inputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        if (targets.Length != (long)Count * targetSize)
        {
            throw new ArgumentException(
                $"There are {targets.Length} target values; {Count} rows of {targetSize} need {(long)Count * targetSize}.", nameof(targets));
        }

        _targets = targets;
        TargetSize = targetSize;
    }

    private Dataset(ReadOnlyMemory<float> inputs, int inputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        Count = inputs.Length / inputSize;
        if (inputs.Length % inputSize != 0)
        {
            throw new ArgumentException(
                $"There are {inputs.Length} input values, which are not whole rows of {inputSize}.", nameof(inputs));
        }

        _inputs = inputs;
        InputSize = inputSize;
    }

    // The same rows in memory, fewer of them or in another order.
    private Dataset(Dataset all, int[] rows)
        : this(all)
    {
        _rows = rows;
        Count = rows.Length;
    }

    private Dataset(Dataset all)
    {
        _inputs = all._inputs;
        _targets = all._targets;
        _labels = all._labels;
        _rowWeights = all._rowWeights;
        _lengths = all._lengths;
        ClassNames = all.ClassNames;
        _rows = all._rows;
        Count = all.Count;
        InputSize = all.InputSize;
        TargetSize = all.TargetSize;
        HasLabels = all.HasLabels;
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int TargetSize { get; }

    /// <inheritdoc/>
    public override bool HasLabels { get; }

    /// <inheritdoc/>
    public override bool HasRowWeights => !_rowWeights.IsEmpty;

    /// <inheritdoc/>
    public override bool HasLengths => !_lengths.IsEmpty;

    /// <inheritdoc/>
    public override long? RowCount => Count;

    /// <summary>One factor a row for its loss and gradient, any sign; all 1 where empty.</summary>
    /// <exception cref="ArgumentException">When set: there is not one per row.</exception>
    public ReadOnlyMemory<float> RowWeights
    {
        get => InOrder(_rowWeights);
        init => _rowWeights = OnePerRow(value, nameof(RowWeights));
    }

    /// <summary>Steps used of each row of a sequence, from 1 on; all steps where empty.</summary>
    /// <exception cref="ArgumentException">When set: there is not one per row, or one is less than 1.</exception>
    public ReadOnlyMemory<int> Lengths
    {
        get => InOrder(_lengths);
        init
        {
            _lengths = OnePerRow(value, nameof(Lengths));
            for (var row = 0; row < value.Length; row++)
            {
                if (value.Span[row] < 1)
                {
                    throw new ArgumentException(
                        $"The length of row {row} is {value.Span[row]}; a sequence has 1 step or more.", nameof(Lengths));
                }
            }
        }
    }

    /// <summary>Whether the rows lie one behind the other, so that a batch of neighbours needs no copy.</summary>
    internal bool IsContiguous => _rows is null;

    /// <summary>
    /// Rows with nothing but their inputs: for networks that make their own target, such as autoencoders, or to be classified.
    /// </summary>
    /// <param name="inputs">Rows of <paramref name="inputSize"/> values, one behind the other.</param>
    /// <param name="inputSize">Values in one row of input: the network's <c>InputSize</c>.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">The inputs are not whole rows.</exception>
    public static Dataset Unlabelled(ReadOnlyMemory<float> inputs, int inputSize) => new(inputs, inputSize);

    /// <summary>One row of input.</summary>
    /// <param name="row">From 0 to below <see cref="Count"/>.</param>
    /// <returns><see cref="InputSize"/> values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Input(int row) => _inputs.Span.Slice(Place(row) * InputSize, InputSize);

    /// <summary>One row of targets.</summary>
    /// <param name="row">From 0 to below <see cref="Count"/>.</param>
    /// <returns><see cref="TargetSize"/> values; none where the rows have no targets.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Target(int row) => _targets.Span.Slice(Place(row) * TargetSize, TargetSize);

    /// <summary>The class of a row.</summary>
    /// <param name="row">From 0 to below <see cref="Count"/>.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have no labels.</exception>
    public int Label(int row)
    {
        var place = Place(row);
        return HasLabels ? _labels.Span[place] : throw new InvalidOperationException("The rows of this dataset have no labels.");
    }

    /// <inheritdoc/>
    public override RowReader Open(int epoch) => new InMemoryReader(this);

    /// <summary>Some rows that lie one behind the other, without a copy.</summary>
    internal NetworkRows Neighbours(int start, int rows) => new()
    {
        Inputs = _inputs.Span.Slice(start * InputSize, rows * InputSize),
        Targets = _targets.Span.Slice(start * TargetSize, rows * TargetSize),
        Labels = HasLabels ? _labels.Span.Slice(start, rows) : default,
        RowWeights = HasRowWeights ? _rowWeights.Span.Slice(start, rows) : default,
        Lengths = HasLengths ? _lengths.Span.Slice(start, rows) : default,
    };

    /// <summary>Copies one row to where it stands in a batch.</summary>
    internal void CopyRow(int row, in RowSpace space, int at)
    {
        var place = Place(row);
        _inputs.Span.Slice(place * InputSize, InputSize).CopyTo(space.Inputs[(at * InputSize)..]);
        _targets.Span.Slice(place * TargetSize, TargetSize).CopyTo(space.Targets[(at * TargetSize)..]);
        if (HasLabels)
        {
            space.Labels[at] = _labels.Span[place];
        }

        if (HasRowWeights)
        {
            space.RowWeights[at] = _rowWeights.Span[place];
        }

        if (HasLengths)
        {
            space.Lengths[at] = _lengths.Span[place];
        }
    }

    private int Place(int row)
    {
        if ((uint)row >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There is no row {row}; there are {Count}, the first is row 0.");
        }

        return _rows is null ? row : _rows[row];
    }

    private ReadOnlyMemory<T> OnePerRow<T>(ReadOnlyMemory<T> values, string name)
    {
        if (values.Length != Count && !values.IsEmpty)
        {
            throw new ArgumentException($"'{name}' has {values.Length} values; there are {Count} rows.", name);
        }

        return values;
    }

    private ReadOnlyMemory<T> InOrder<T>(ReadOnlyMemory<T> values)
    {
        if (_rows is null || values.IsEmpty)
        {
            return values;
        }

        var chosen = new T[_rows.Length];
        for (var row = 0; row < chosen.Length; row++)
        {
            chosen[row] = values.Span[_rows[row]];
        }

        return chosen;
    }

    private sealed class InMemoryReader(Dataset data) : RowReader
    {
        private int _next;

        public override int Read(in RowSpace rows)
        {
            var count = Math.Min(rows.Rows, data.Count - _next);
            for (var row = 0; row < count; row++)
            {
                data.CopyRow(_next + row, rows, row);
            }

            _next += count;
            return count;
        }
    }
}
