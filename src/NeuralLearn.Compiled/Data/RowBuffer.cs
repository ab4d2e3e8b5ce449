namespace NeuralLearn.Compiled;

/// <summary>Memory for some rows of a source, as a batch needs them: one behind the other.</summary>
internal sealed class RowBuffer
{
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly int[] _labels;
    private readonly float[] _rowWeights;
    private readonly int[] _lengths;
    private readonly int _inputSize;
    private readonly int _targetSize;

    public RowBuffer(RowSource source, int rows)
    {
        Rows = rows;
        _inputSize = source.InputSize;
        _targetSize = source.TargetSize;
        _inputs = new float[checked(rows * _inputSize)];
        _targets = new float[checked(rows * _targetSize)];
        _labels = new int[source.HasLabels ? rows : 0];
        _rowWeights = new float[source.HasRowWeights ? rows : 0];
        _lengths = new int[source.HasLengths ? rows : 0];
    }

    /// <summary>Rows there is room for.</summary>
    public int Rows { get; }

    /// <summary>The room of some rows.</summary>
    public RowSpace Space(int start, int rows) => new(
        rows,
        _inputs.AsSpan(start * _inputSize, rows * _inputSize),
        _targets.AsSpan(start * _targetSize, rows * _targetSize),
        _labels.Length == 0 ? default : _labels.AsSpan(start, rows),
        _rowWeights.Length == 0 ? default : _rowWeights.AsSpan(start, rows),
        _lengths.Length == 0 ? default : _lengths.AsSpan(start, rows));

    /// <summary>The first rows, as a network takes them.</summary>
    public NetworkRows First(int rows) => new()
    {
        Inputs = _inputs.AsSpan(0, rows * _inputSize),
        Targets = _targets.AsSpan(0, rows * _targetSize),
        Labels = _labels.Length == 0 ? default : _labels.AsSpan(0, rows),
        RowWeights = _rowWeights.Length == 0 ? default : _rowWeights.AsSpan(0, rows),
        Lengths = _lengths.Length == 0 ? default : _lengths.AsSpan(0, rows),
    };

    /// <summary>Copies one row to another place, of this buffer or of another one of the same source.</summary>
    public void CopyRow(int row, RowBuffer destination, int at)
    {
        _inputs.AsSpan(row * _inputSize, _inputSize).CopyTo(destination._inputs.AsSpan(at * _inputSize));
        _targets.AsSpan(row * _targetSize, _targetSize).CopyTo(destination._targets.AsSpan(at * _targetSize));
        Copy(_labels, row, destination._labels, at);
        Copy(_rowWeights, row, destination._rowWeights, at);
        Copy(_lengths, row, destination._lengths, at);
    }

    private static void Copy<T>(T[] from, int row, T[] to, int at)
    {
        if (from.Length != 0)
        {
            to[at] = from[row];
        }
    }
}
