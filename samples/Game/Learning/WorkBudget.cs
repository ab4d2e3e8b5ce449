using System.Diagnostics;

namespace Game.Learning;

/// <summary>
/// The time that learning may take in a frame. It decides when work is done, never what comes of it: what does not fit waits for the next
/// frames, and is done by a frame that is known beforehand.
/// </summary>
public readonly struct WorkBudget
{
    private readonly long _end;

    private WorkBudget(long end) => _end = end;

    /// <summary>As much as there is to do.</summary>
    public static WorkBudget Unlimited => new(long.MaxValue);

    /// <summary>So much, from now on; 0 puts everything off until it must be done.</summary>
    public static WorkBudget FromNow(TimeSpan time) => new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Whether the time is over.</summary>
    public bool IsSpent => _end != long.MaxValue && Stopwatch.GetTimestamp() >= _end;
}
