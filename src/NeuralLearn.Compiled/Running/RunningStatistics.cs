using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Mean and deviation of every feature, taken in row by row in double precision (Welford 1962). Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RunningStatistics
{
    private readonly int _size;
    private readonly int _positions;
    private readonly bool _channelsFirst;
    private readonly double[] _state;

    /// <summary>Statistics of no row yet.</summary>
    /// <param name="size">Features, or channels, at each position of a row.</param>
    /// <param name="positions">Positions of a row, each of which counts like a row of its own.</param>
    /// <param name="channelsFirst">Whether a row has all positions of a channel, then of the next.</param>
    public RunningStatistics(int size, int positions = 1, bool channelsFirst = false)
    {
        _size = size;
        _positions = positions;
        _channelsFirst = channelsFirst;
        _state = new double[1 + (2 * size)];
    }

    /// <summary>Positions counted, means, sums of squared distances from the mean.</summary>
    public Span<double> State => _state;

    private Span<double> Means => _state.AsSpan(1, _size);

    private Span<double> Squares => _state.AsSpan(1 + _size, _size);

    /// <summary>Refuses rows that cannot be measured.</summary>
    /// <param name="rows">Rows one behind the other.</param>
    /// <param name="size">Features per row.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">There is no row, part of one, or a value that is not finite.</exception>
    public static void CheckRows(ReadOnlySpan<float> rows, int size, string name) => CheckRows(rows, size, default, 1, name);

    /// <summary>As the other form, of sequences that may end early.</summary>
    /// <param name="rows">Rows one behind the other.</param>
    /// <param name="size">Features per row.</param>
    /// <param name="lengths">Steps used of each row; empty: all.</param>
    /// <param name="steps">Steps of the window.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">There is no row, part of one, or a value in use that is not finite.</exception>
    public static void CheckRows(ReadOnlySpan<float> rows, int size, ReadOnlySpan<int> lengths, int steps, string name)
    {
        if (rows.IsEmpty || rows.Length % size != 0)
        {
            throw new ArgumentException($"'{name}' has {rows.Length} values; whole rows of {size} are needed, 1 or more.", name);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!float.IsFinite(rows[i]) && (lengths.IsEmpty || i % size < lengths[i / size] * (size / steps)))
            {
                throw new ArgumentException($"Feature {i % size} of row {i / size} of '{name}' is {rows[i]}; statistics need finite values.", name);
            }
        }
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => _state.AsSpan().Clear();

    /// <summary>Takes over what another one knows.</summary>
    /// <param name="other">Statistics of as many features.</param>
    public void CopyFrom(RunningStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.State.CopyTo(State);
    }

    /// <summary>Measures rows, in place of those before: first the mean, then the distances from it.</summary>
    /// <param name="rows">Rows that CheckRows accepts.</param>
    /// <param name="lengths">Steps used of each row; empty: all.</param>
    public void Fit(ReadOnlySpan<float> rows, ReadOnlySpan<int> lengths = default)
    {
        Clear();
        var width = _size * _positions;
        var count = rows.Length / _size;
        if (!lengths.IsEmpty)
        {
            count = 0;
            foreach (var length in lengths)
            {
                count += length;
            }
        }

        _state[0] = count;
        for (var row = 0; row * width < rows.Length; row++)
        {
            for (var i = 0; i < Used(row, lengths); i++)
            {
                Means[FeatureOf(i)] += rows[(row * width) + i];
            }
        }

        foreach (ref var mean in Means)
        {
            mean /= count;
        }

        for (var row = 0; row * width < rows.Length; row++)
        {
            for (var i = 0; i < Used(row, lengths); i++)
            {
                var distance = rows[(row * width) + i] - Means[FeatureOf(i)];
                Squares[FeatureOf(i)] += distance * distance;
            }
        }
    }

    /// <summary>Takes in one more row.</summary>
    /// <param name="row">A row that CheckRows accepts.</param>
    public void Update(ReadOnlySpan<float> row)
    {
        for (var position = 0; position < _positions; position++)
        {
            var count = ++_state[0];
            for (var i = 0; i < _size; i++)
            {
                var value = row[_channelsFirst ? (i * _positions) + position : (position * _size) + i];
                var before = value - Means[i];
                Means[i] += before / count;
                Squares[i] += before * (value - Means[i]);
            }
        }
    }

    private int Used(int row, ReadOnlySpan<int> lengths) => _size * (lengths.IsEmpty ? _positions : lengths[row]);

    private int FeatureOf(int index) => _channelsFirst ? index / _positions : index % _size;

    /// <summary>Writes mean and population deviation into their packed places; a deviation of 0 becomes 1.</summary>
    /// <param name="mean">Where the mean begins.</param>
    /// <param name="deviation">Where the deviation begins.</param>
    public void Store(ref float mean, ref float deviation)
    {
        for (var i = 0; i < _size; i++)
        {
            var spread = (float)Math.Sqrt(Squares[i] / _state[0]);
            Unsafe.Add(ref mean, i) = (float)Means[i];
            Unsafe.Add(ref deviation, i) = spread == 0f ? 1f : spread;
        }
    }
}
