namespace NeuralLearn.Compiled;

/// <summary>The batches of a dataset in memory: neighbours without a copy where they lie so, else gathered row by row.</summary>
internal sealed class DatasetFeed : RowFeed
{
    private readonly Dataset _data;
    private readonly RowBuffer? _batch;
    private readonly int[] _order;
    private readonly ulong _seed;
    private ulong _stream;
    private int _next;

    public DatasetFeed(Dataset data, int batchSize, bool joinsSingleRow, bool shuffle, ulong seed)
        : base(Math.Min(batchSize, data.Count), joinsSingleRow)
    {
        _data = data;
        _seed = seed;
        _order = new int[shuffle ? data.Count : 0];
        _batch = shuffle || !data.IsContiguous ? new RowBuffer(data, Math.Min(LargestBatch, data.Count)) : null;
    }

    public override bool IsAtEnd => _next == _data.Count;

    public override void Begin(int epoch)
    {
        _next = 0;
        _stream = unchecked(RowOrder.Epochs + (ulong)epoch);
        RowOrder.Reset(_order);
    }

    public override void Skip(long rows)
    {
        var end = _next + (int)rows;
        Shuffle(end);
        _next = end;
    }

    public override NetworkRows Next(out int rows)
    {
        rows = NextSize(_data.Count - _next);
        var start = _next;
        Shuffle(start + rows);
        _next += rows;
        if (_batch is null)
        {
            return _data.Neighbours(start, rows);
        }

        var space = _batch.Space(0, rows);
        for (var row = 0; row < rows; row++)
        {
            _data.CopyRow(_order.Length == 0 ? start + row : _order[start + row], space, row);
        }

        return _batch.First(rows);
    }

    private void Shuffle(int end)
    {
        if (_order.Length > 0)
        {
            RowOrder.Advance(_order, _next, end, _seed, _stream);
        }
    }
}
