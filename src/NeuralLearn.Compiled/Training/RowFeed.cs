namespace NeuralLearn.Compiled;

/// <summary>The batches of an epoch, one after the other. Nothing is allocated per batch.</summary>
internal abstract class RowFeed(int batchSize, bool joinsSingleRow)
{
    /// <summary>The most rows of a batch.</summary>
    public int LargestBatch { get; } = joinsSingleRow && batchSize > 1 ? batchSize + 1 : batchSize;

    /// <summary>Whether the epoch has no further batch.</summary>
    public abstract bool IsAtEnd { get; }

    protected int BatchSize { get; } = batchSize;

    /// <summary>Opens a source, in order or shuffled.</summary>
    public static RowFeed Of(RowSource source, FitOptions options, bool shuffle, bool joinsSingleRow) => source is Dataset data
        ? new DatasetFeed(data, options.BatchSize, joinsSingleRow, shuffle, options.Seed)
        : new StreamFeed(source, options.BatchSize, joinsSingleRow, shuffle ? options.ShuffleWindow : 0, options.Seed);

    /// <summary>Goes to the start of an epoch.</summary>
    public abstract void Begin(int epoch);

    /// <summary>Goes past rows that an earlier run of the same epoch has seen.</summary>
    public abstract void Skip(long rows);

    /// <summary>The next batch.</summary>
    public abstract NetworkRows Next(out int rows);

    /// <summary>Closes what is open.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Batches of so many rows.</summary>
    public long Batches(long rows) =>
        (rows / BatchSize) + (rows % BatchSize == 0 || (LargestBatch > BatchSize && rows % BatchSize == 1 && rows > 1) ? 0 : 1);

    /// <summary>Rows of the next batch, where so many are left.</summary>
    protected int NextSize(long left) => left <= LargestBatch ? (int)left : BatchSize;
}
