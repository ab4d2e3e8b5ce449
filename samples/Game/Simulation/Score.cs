using Game.Rollback;

namespace Game.Simulation;

/// <summary>
/// How well the colony does: pellets that an agent eats in a minute, and how often it is caught, second by second. A second is 60 frames.
/// </summary>
public sealed class Score
{
    /// <summary>Frames in a second.</summary>
    public const int FramesPerSecond = 60;

    /// <summary>Seconds that are kept.</summary>
    public const int Kept = 600;

    private readonly float[] _eaten = new float[Kept];
    private readonly float[] _caught = new float[Kept];
    private int _seconds;
    private int _eatenNow;
    private int _caughtNow;

    /// <summary>Whole seconds so far.</summary>
    public int Seconds => _seconds;

    /// <summary>Pellets per agent and minute in a second that is kept.</summary>
    public float Eaten(int second) => _eaten[second % Kept];

    /// <summary>How often an agent was caught per minute in a second that is kept.</summary>
    public float Caught(int second) => _caught[second % Kept];

    /// <summary>The mean of <see cref="Eaten"/> over some seconds; 0 without any.</summary>
    public float MeanEaten(int from, int to) => Mean(_eaten, from, to);

    /// <summary>The mean of <see cref="Caught"/> over some seconds; 0 without any.</summary>
    public float MeanCaught(int from, int to) => Mean(_caught, from, to);

    /// <summary>Takes in a frame.</summary>
    public void Add(long frame, ReadOnlySpan<Agent> agents)
    {
        foreach (ref readonly var agent in agents)
        {
            _caughtNow += agent.WasCaught;
            _eatenNow += (int)agent.Reward + (World.PriceOfBeingCaught * agent.WasCaught);
        }

        if ((frame + 1) % FramesPerSecond == 0)
        {
            const float Minutes = 1 / 60f;
            _eaten[_seconds % Kept] = _eatenNow / (agents.Length * Minutes);
            _caught[_seconds % Kept] = _caughtNow / (agents.Length * Minutes);
            _seconds++;
            (_eatenNow, _caughtNow) = (0, 0);
        }
    }

    /// <summary>Writes the state.</summary>
    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_seconds);
        writer.Write(_eatenNow);
        writer.Write(_caughtNow);
        writer.Write<float>(_eaten);
        writer.Write<float>(_caught);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Read(ref _seconds);
        reader.Read(ref _eatenNow);
        reader.Read(ref _caughtNow);
        reader.Read<float>(_eaten);
        reader.Read<float>(_caught);
    }

    private static float Mean(float[] values, int from, int to)
    {
        from = Math.Max(0, from);
        var sum = 0f;
        for (var second = from; second < to; second++)
        {
            sum += values[second % Kept];
        }

        return to > from ? sum / (to - from) : 0;
    }
}
