using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>
/// The rows of a CSV file, read anew in every epoch, for files larger than memory. Labels need <see cref="CsvOptions.ClassNames"/>, as the
/// classes cannot be found out before the first row is learnt from.
/// </summary>
public sealed class CsvRowSource : RowSource
{
    private readonly string _path;
    private readonly CsvOptions _options;
    private readonly ClassTable _classes;

    /// <summary>Opens the file, looks at its first line, and closes it again.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="options">What its columns are.</param>
    /// <exception cref="ArgumentException">The options ask for labels but have no class names, or contradict each other.</exception>
    /// <exception cref="InvalidDataException">The first line is malformed, or has no such column.</exception>
    public CsvRowSource(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Label is not null && options.ClassNames.Count == 0)
        {
            throw new ArgumentException(
                "A file that is read row by row needs CsvOptions.ClassNames for its labels: they are not known before its end.", nameof(options));
        }

        _path = path;
        _options = options;
        ClassNames = options.ClassNames;
        _classes = new ClassTable(options.ClassNames);
        using var text = OpenText(path);
        var table = new CsvTable(text, options, Path.GetFileName(path));
        InputSize = table.InputSize;
        TargetSize = table.TargetSize;
        HasLabels = table.HasLabels;
        HasRowWeights = table.HasRowWeights;
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int TargetSize { get; }

    /// <inheritdoc/>
    public override bool HasLabels { get; }

    /// <inheritdoc/>
    public override bool HasRowWeights { get; }

    /// <inheritdoc/>
    public override RowReader Open(int epoch) => new Reader(this);

    internal static StreamReader OpenText(string path) =>
        new(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);

    private sealed class Reader : RowReader
    {
        private readonly CsvRowSource _source;
        private readonly StreamReader _text;
        private readonly CsvTable _table;

        public Reader(CsvRowSource source)
        {
            _source = source;
            _text = OpenText(source._path);
            _table = new CsvTable(_text, source._options, Path.GetFileName(source._path));
            if (_table.InputSize != source.InputSize)
            {
                _text.Dispose();
                throw new InvalidDataException($"{source._path} had {source.InputSize} columns of input and now has {_table.InputSize}.");
            }
        }

        public override int Read(in RowSpace rows)
        {
            try
            {
                var count = 0;
                while (count < rows.Rows && _table.Next())
                {
                    _table.ReadInputs(rows.Inputs.Slice(count * _source.InputSize, _source.InputSize));
                    _table.ReadTargets(rows.Targets.Slice(count * _source.TargetSize, _source.TargetSize));
                    if (_source.HasLabels)
                    {
                        rows.Labels[count] = _source._classes.Number(_table.LabelText)
                            ?? throw _table.LabelProblem("one of CsvOptions.ClassNames was expected");
                    }

                    if (_source.HasRowWeights)
                    {
                        rows.RowWeights[count] = _table.ReadRowWeight();
                    }

                    count++;
                }

                return count;
            }
            catch (DecoderFallbackException problem)
            {
                throw new InvalidDataException($"{_source._path} is not UTF-8 text: {problem.Message}", problem);
            }
        }

        protected override void Dispose(bool disposing)
        {
            _text.Dispose();
            base.Dispose(disposing);
        }
    }
}
