using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>Adds up over batches what <see cref="Metrics"/> say of all rows. Nothing is allocated per batch.</summary>
internal sealed class MetricsCollector
{
    private const int MostClasses = 1024;

    private readonly NetworkInfo _info;
    private readonly OutputMeaning _meaning;
    private readonly string[] _classNames;
    private readonly int _size;
    private readonly bool _isSimple;
    private readonly long[] _confusion;
    private readonly double[] _meanTarget;
    private readonly double[] _spread;
    private readonly double[] _squaredError;
    private LossTotal _loss;
    private long _rows;
    private long _judged;
    private long _right;
    private double _absoluteError;

    public MetricsCollector(NetworkInfo info, IReadOnlyList<string> classNames)
    {
        _info = info;
        var output = info.Outputs[0];
        _meaning = output.Meaning;
        _size = output.Size;
        _isSimple = output.Shape.Count <= 1;
        var classes = !_isSimple ? 0 : _meaning switch { OutputMeaning.Classes => _size, OutputMeaning.YesOrNo => 2, _ => 0 };
        var names = output.ClassNames.Count == classes ? output.ClassNames : classNames.Count == classes ? classNames : null;
        _classNames = names is not null ? [.. names]
            : _meaning == OutputMeaning.YesOrNo ? ["no", "yes"]
            : [.. Enumerable.Range(0, classes).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        _confusion = new long[classes <= MostClasses ? classes * classes : 0];
        var values = _isSimple && _meaning == OutputMeaning.Values ? _size : 0;
        _meanTarget = new double[values];
        _spread = new double[values];
        _squaredError = new double[values];
    }

    /// <summary>Whether all losses so far are numbers, and not infinite.</summary>
    public bool IsFinite => double.IsFinite(_loss.Sum);

    public void Clear()
    {
        _loss = default;
        (_rows, _judged, _right) = (0, 0, 0);
        _absoluteError = 0;
        Array.Clear(_confusion);
        Array.Clear(_meanTarget);
        Array.Clear(_spread);
        Array.Clear(_squaredError);
    }

    public void Add(LossTotal loss, in NetworkRows rows, ReadOnlySpan<float> outputs)
    {
        _loss += loss;
        var count = outputs.Length / _info.OutputSize;
        for (var row = 0; row < count && _isSimple; row++)
        {
            var output = outputs.Slice(row * _info.OutputSize, _size);
            var target = rows.Targets.IsEmpty ? default : rows.Targets.Slice(row * _info.TargetSize, Math.Min(_size, _info.TargetSize));
            if (_meaning == OutputMeaning.Values)
            {
                AddErrors(output, target);
            }
            else
            {
                Judge(output, target, rows.Labels.IsEmpty ? null : rows.Labels[row]);
            }
        }

        _rows += count;
    }

    public Metrics Result()
    {
        var isMeasured = _rows > 0 && _squaredError.Length > 0 && _judged > 0;
        return new Metrics
        {
            Rows = _rows,
            Loss = _loss.Divisor == 0 ? double.NaN : _loss.Mean,
            Accuracy = _meaning != OutputMeaning.Values && _judged > 0 ? (double)_right / _judged : double.NaN,
            MeanAbsoluteError = isMeasured ? _absoluteError / (_judged * _size) : double.NaN,
            RSquared = isMeasured ? RSquared() : double.NaN,
            Confusion = _confusion.Length > 0 ? new ConfusionMatrix([.. _confusion], _classNames) : null,
        };
    }

    private void Judge(ReadOnlySpan<float> output, ReadOnlySpan<float> target, int? label)
    {
        if (label == _info.IgnoredLabel || (label is null && target.IsEmpty))
        {
            return;
        }

        var isYesOrNo = _meaning == OutputMeaning.YesOrNo;
        var predicted = !isYesOrNo ? Decision.Best(output) : output[0] >= _info.Outputs[0].YesFrom ? 1 : 0;
        var actual = label ?? (!isYesOrNo ? Decision.Best(target) : target[0] >= 0.5f ? 1 : 0);
        _judged++;
        _right += predicted == actual ? 1 : 0;
        if (_confusion.Length > 0)
        {
            _confusion[(actual * _classNames.Length) + predicted]++;
        }
    }

    private void AddErrors(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        if (target.Length < output.Length)
        {
            return;
        }

        _judged++;
        for (var i = 0; i < output.Length; i++)
        {
            var error = (double)target[i] - output[i];
            _absoluteError += Math.Abs(error);
            _squaredError[i] += error * error;

            // Welford's running mean: one pass, and exactly 0 where the target never changes.
            var distance = target[i] - _meanTarget[i];
            _meanTarget[i] += distance / _judged;
            _spread[i] += distance * (target[i] - _meanTarget[i]);
        }
    }

    private double RSquared()
    {
        var sum = 0.0;
        for (var i = 0; i < _size; i++)
        {
            sum += _spread[i] == 0 ? double.NaN : 1 - (_squaredError[i] / _spread[i]);
        }

        return sum / _size;
    }
}
