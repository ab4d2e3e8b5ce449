using System.Diagnostics;

namespace Game.Server;

/// <summary>Measures steps: time and allocated bytes of each, summed up every second.</summary>
public sealed class StepMeter
{
    private long _second = Stopwatch.GetTimestamp();
    private long _began;
    private long _bytesBefore;
    private long _time;
    private long _worst;
    private long _bytes;
    private int _steps;

    /// <summary>The last whole second.</summary>
    public LoopTimes Last { get; private set; }

    /// <summary>Call it right before a step.</summary>
    public void Begin()
    {
        _bytesBefore = GC.GetAllocatedBytesForCurrentThread();
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>Call it right after, on the same thread.</summary>
    public void End()
    {
        var time = Stopwatch.GetTimestamp() - _began;
        _bytes += GC.GetAllocatedBytesForCurrentThread() - _bytesBefore;
        _time += time;
        _worst = Math.Max(_worst, time);
        _steps++;
    }

    /// <summary>Sums up when a second is over.</summary>
    public void Tick()
    {
        var now = Stopwatch.GetTimestamp();
        if (now - _second < Stopwatch.Frequency)
        {
            return;
        }

        var microsecond = Stopwatch.Frequency / 1e6;
        var steps = Math.Max(1, _steps);
        Last = new LoopTimes(
            (float)(_time / microsecond / steps),
            (float)(_worst / microsecond),
            (float)_bytes / steps,
            (float)(_steps / ((now - _second) / (double)Stopwatch.Frequency)),
            IsReplaying: false);
        (_second, _time, _worst, _bytes, _steps) = (now, 0, 0, 0, 0);
    }
}
