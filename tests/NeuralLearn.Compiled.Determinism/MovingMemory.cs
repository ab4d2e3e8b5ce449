namespace NeuralLearn.Compiled.Determinism;

/// <summary>
/// Objects move while networks read and write them: a thread leaves gaps between arrays and has the collector close them, again and again. A
/// reference that a kernel keeps to a place outside the array that it came from would then point elsewhere.
/// </summary>
internal sealed class MovingMemory : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _ended;

    public MovingMemory()
    {
        _thread = new Thread(Move) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often objects were moved.</summary>
    public int Collections { get; private set; }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Move()
    {
        var kept = new object[4096];
        var random = new Random(1);
        while (!_ended)
        {
            for (var i = 0; i < 2000; i++)
            {
                kept[random.Next(kept.Length)] = new float[random.Next(1, 60)];
            }

            GC.Collect(Collections % 3, GCCollectionMode.Forced, blocking: true, compacting: true);
            Collections++;
            Thread.Sleep(1);
        }
    }
}
