using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>The rows of a CSV text as numbers: what each column is, settled at the first record.</summary>
internal sealed class CsvTable
{
    private readonly CsvRecords _records;
    private readonly string[]? _header;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private readonly int _label;
    private readonly int _rowWeight;
    private readonly int _columns;
    private bool _isWaiting;

    public CsvTable(TextReader text, CsvOptions options, string file)
    {
        if (options.Label is not null && options.Targets.Count > 0)
        {
            throw new ArgumentException(
                "A row has a label or targets, not both: set CsvOptions.Label or CsvOptions.Targets.", nameof(options));
        }

        _records = new CsvRecords(text, options.Separator, file);
        if (!_records.Next())
        {
            throw new InvalidDataException(
                $"{file}: the file is empty; {(options.HasHeader ? "a line with the columns' names" : "a row")} was expected.");
        }

        _columns = _records.Fields.Count;
        _header = options.HasHeader ? [.. _records.Fields] : null;
        _isWaiting = !options.HasHeader;
        var free = Enumerable.Range(0, _columns).ToHashSet();
        int Take(CsvColumn column)
        {
            var place = column.Find(_header, _columns, file);
            return free.Remove(place)
                ? place
                : throw new ArgumentException($"Column {column} is named twice in the CsvOptions.", nameof(options));
        }

        _label = options.Label is { } label ? Take(label) : -1;
        _targets = [.. options.Targets.Select(Take)];
        _rowWeight = options.RowWeight is { } weight ? Take(weight) : -1;
        foreach (var column in options.Ignored)
        {
            Take(column);
        }

        _inputs = [.. free.Order()];
        if (_inputs.Length == 0)
        {
            throw new InvalidDataException($"{file}: no column is left for the inputs; the file has {_columns} columns.");
        }
    }

    public int InputSize => _inputs.Length;

    public int TargetSize => _targets.Length;

    public bool HasLabels => _label >= 0;

    public bool HasRowWeights => _rowWeight >= 0;

    /// <summary>The text of the current row's label column.</summary>
    public string LabelText => _records.Fields[_label];

    /// <summary>Goes to the next row.</summary>
    /// <returns>false after the last.</returns>
    public bool Next()
    {
        if (_isWaiting)
        {
            _isWaiting = false;
        }
        else if (!_records.Next())
        {
            return false;
        }

        if (_records.Fields.Count != _columns)
        {
            throw new InvalidDataException(
                $"{_records.File}, line {_records.Line}: found {_records.Fields.Count} fields; {_columns} were expected, as in the first line.");
        }

        if (HasLabels && LabelText.Length == 0)
        {
            throw LabelProblem("a class was expected");
        }

        return true;
    }

    public void ReadInputs(Span<float> values) => ReadNumbers(_inputs, values);

    public void ReadTargets(Span<float> values) => ReadNumbers(_targets, values);

    public float ReadRowWeight() => Number(_rowWeight);

    public InvalidDataException LabelProblem(string expected) => _records.Problem(_label, _header?[_label], LabelText, expected);

    private void ReadNumbers(int[] columns, Span<float> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = Number(columns[i]);
        }
    }

    private float Number(int column)
    {
        var text = _records.Fields[column];
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw _records.Problem(column, _header?[column], text, "a number was expected, such as 0.5 or -1e-3");
        }

        return float.IsFinite(value)
            ? value
            : throw _records.Problem(column, _header?[column], text, $"a number between -{Largest} and {Largest} was expected");
    }

    private const string Largest = "3.4028235E+38";
}
