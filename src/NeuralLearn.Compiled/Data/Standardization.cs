namespace NeuralLearn.Compiled;

/// <summary>
/// Mean and deviation of every feature, measured on some rows, to be applied to these and to all others: y = (x − mean) ÷ deviation. The
/// deviation is that of the population (÷ n, as in scikit-learn's StandardScaler); a feature that never changes has deviation 1.
/// </summary>
public sealed class Standardization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;

    /// <summary>A standardisation that was measured elsewhere.</summary>
    /// <param name="mean">One mean per feature.</param>
    /// <param name="deviation">One deviation per feature, above 0.</param>
    /// <exception cref="ArgumentException">There are none, they are not equally many, or a deviation is not above 0.</exception>
    public Standardization(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.Length == 0 || mean.Length != deviation.Length)
        {
            throw new ArgumentException(
                $"There are {mean.Length} means and {deviation.Length} deviations; one of each is needed per feature.", nameof(mean));
        }

        for (var feature = 0; feature < deviation.Length; feature++)
        {
            if (!(deviation[feature] > 0))
            {
                throw new ArgumentException(
                    $"The deviation of feature {feature} is {deviation[feature]}; it must be above 0.", nameof(deviation));
            }
        }

        _mean = mean.ToArray();
        _deviation = deviation.ToArray();
    }

    /// <summary>The mean of every feature.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The population deviation of every feature; 1 where it is 0.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>Measures rows, in double precision and in their order, so that the result is the same on every machine.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="features">
    /// For sequences of [time, features]: the features of one step; all steps are measured together, as far as the rows' lengths say that
    /// they are used. 0: every value of a row is a feature.
    /// </param>
    /// <returns>Mean and deviation.</returns>
    /// <exception cref="ArgumentException">There are no rows, or a row is not a whole number of steps.</exception>
    public static Standardization Of(Dataset data, int features = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(features);
        var size = features == 0 ? data.InputSize : features;
        if (data.InputSize % size != 0)
        {
            throw new ArgumentException($"A row has {data.InputSize} values, which are not whole steps of {size}.", nameof(features));
        }

        if (data.Count == 0)
        {
            throw new ArgumentException("There are no rows to measure.", nameof(data));
        }

        var lengths = features == 0 ? default : data.Lengths.Span;
        var sums = new double[size];
        var counts = new long[size];
        var (least, most) = (new float[size], new float[size]);
        Array.Fill(least, float.PositiveInfinity);
        Array.Fill(most, float.NegativeInfinity);
        for (var row = 0; row < data.Count; row++)
        {
            var values = Used(data.Input(row), lengths, row, size);
            for (var i = 0; i < values.Length; i++)
            {
                var feature = i % size;
                sums[feature] += values[i];
                counts[feature]++;
                least[feature] = Math.Min(least[feature], values[i]);
                most[feature] = Math.Max(most[feature], values[i]);
            }
        }

        var squares = new double[size];
        for (var row = 0; row < data.Count; row++)
        {
            var values = Used(data.Input(row), lengths, row, size);
            for (var i = 0; i < values.Length; i++)
            {
                var feature = i % size;
                var distance = values[i] - (sums[feature] / counts[feature]);
                squares[feature] += distance * distance;
            }
        }

        var (mean, deviation) = (new float[size], new float[size]);
        for (var feature = 0; feature < size; feature++)
        {
            mean[feature] = (float)(sums[feature] / counts[feature]);

            // Compared rather than measured: a deviation that only consists of rounding must not become a divisor.
            var width = least[feature] == most[feature] ? 1f : (float)Math.Sqrt(squares[feature] / counts[feature]);
            deviation[feature] = width == 0 ? 1f : width;
        }

        return new Standardization(mean, deviation);
    }

    /// <summary>The same rows, standardised. Targets and labels stay.</summary>
    /// <param name="data">Rows whose size is a multiple of the number of features.</param>
    /// <returns>A dataset with inputs of its own.</returns>
    /// <exception cref="ArgumentException">A row is not a whole number of steps.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inputs = data.Inputs().ToArray();
        Check(data.InputSize, nameof(data));
        Apply(inputs);
        return data.WithInputs(inputs);
    }

    /// <summary>Standardises values in place: one row, a step, or many of them.</summary>
    /// <param name="values">Values; feature 0 first.</param>
    /// <exception cref="ArgumentException">They are not whole rows.</exception>
    public void Apply(Span<float> values)
    {
        Check(values.Length, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            var feature = i % _mean.Length;
            values[i] = (values[i] - _mean[feature]) / _deviation[feature];
        }
    }

    private static ReadOnlySpan<float> Used(ReadOnlySpan<float> row, ReadOnlySpan<int> lengths, int number, int size) =>
        lengths.IsEmpty ? row : row[..(int)Math.Min(row.Length, (long)lengths[number] * size)];

    private void Check(int length, string name)
    {
        if (length % _mean.Length != 0)
        {
            throw new ArgumentException(
                $"There are {length} values, which are not a multiple of the {_mean.Length} features measured.", name);
        }
    }
}
