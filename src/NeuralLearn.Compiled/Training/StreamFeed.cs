namespace NeuralLearn.Compiled;

/// <summary>
/// The batches of a source that is read row by row. Rows pass through a window that is always filled up before one is taken from it, so
/// that the order does not depend on how many rows the source gives at a time.
/// </summary>
internal sealed class StreamFeed : RowFeed
{
    private const int RowsAtATime = 64;

    private readonly RowSource _source;
    private readonly RowBuffer _window;
    private readonly RowBuffer _staged;
    private readonly RowBuffer _batch;
    private readonly bool _isShuffled;
    private readonly ulong _seed;
    private RowReader? _reader;
    private ulong _stream;
    private long _taken;
    private int _held;
    private int _stagedNext;
    private int _stagedCount;

    public StreamFeed(RowSource source, int batchSize, bool joinsSingleRow, int shuffleWindow, ulong seed)
        : base(batchSize, joinsSingleRow)
    {
        _source = source;
        _seed = seed;
        _isShuffled = shuffleWindow > 1;

        // Two rows at least: whether a single one is left is seen before the batch is closed.
        _window = new RowBuffer(source, Math.Max(shuffleWindow, 2));
        _staged = new RowBuffer(source, RowsAtATime);
        _batch = new RowBuffer(source, LargestBatch);
    }

    public override bool IsAtEnd => _held == 0;

    public override void Begin(int epoch)
    {
        Close();
        _reader = _source.Open(epoch);
        _stream = unchecked(RowOrder.Windows + (ulong)epoch);
        (_taken, _held, _stagedNext, _stagedCount) = (0, 0, 0, 0);
        Refill();
        if (_held == 0)
        {
            throw new InvalidDataException("The source of the rows is empty.");
        }
    }

    public override void Skip(long rows)
    {
        for (var row = 0L; row < rows && _held > 0; row++)
        {
            Take(null, 0);
        }
    }

    public override NetworkRows Next(out int rows)
    {
        rows = 0;
        while (_held > 0 && (rows < BatchSize || (_held == 1 && rows < LargestBatch)))
        {
            Take(_batch, rows);
            rows++;
        }

        if (_source.RowCount is { } promised && (_taken > promised || (_held == 0 && _taken < promised)))
        {
            throw new InvalidDataException(
                $"The source said that it has {promised} rows and {(_taken > promised ? "gave more" : $"gave {_taken}")}.");
        }

        return _batch.First(rows);
    }

    public override void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private void Take(RowBuffer? destination, int at)
    {
        var chosen = _isShuffled ? RowOrder.Draw(_seed, _stream, _taken, _held) : 0;
        if (destination is not null)
        {
            _window.CopyRow(chosen, destination, at);
        }

        // The last row fills the gap: of a window of two, which is one in order, that is the row after.
        _held--;
        _taken++;
        if (chosen != _held)
        {
            _window.CopyRow(_held, _window, chosen);
        }

        Refill();
    }

    private void Refill()
    {
        while (_held < _window.Rows && (_stagedNext < _stagedCount || ReadMore()))
        {
            _staged.CopyRow(_stagedNext++, _window, _held++);
        }
    }

    private bool ReadMore()
    {
        if (_reader is null)
        {
            return false;
        }

        _stagedNext = 0;
        _stagedCount = _reader.Read(_staged.Space(0, _staged.Rows));
        if ((uint)_stagedCount > (uint)_staged.Rows)
        {
            throw new InvalidOperationException(
                $"The reader says that it has filled {_stagedCount} rows; there was room for {_staged.Rows}.");
        }

        if (_stagedCount == 0)
        {
            Close();
        }

        return _stagedCount > 0;
    }
}
