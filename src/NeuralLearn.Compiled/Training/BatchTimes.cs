namespace NeuralLearn.Compiled;

/// <summary>How long the last batches took.</summary>
internal sealed class BatchTimes
{
    private const int Remembered = 8;

    private readonly long[] _ticks = new long[Remembered];
    private int _next;

    /// <summary>The slowest of the last 8, in ticks of the clock.</summary>
    public long Slowest
    {
        get
        {
            var slowest = 0L;
            foreach (var ticks in _ticks)
            {
                slowest = Math.Max(slowest, ticks);
            }

            return slowest;
        }
    }

    public void Add(long ticks)
    {
        _ticks[_next] = ticks;
        _next = (_next + 1) % Remembered;
    }
}
