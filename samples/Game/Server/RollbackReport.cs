namespace Game.Server;

/// <summary>What came of a rollback.</summary>
/// <param name="From">The frame it went back to.</param>
/// <param name="To">The frame it started from, and ended at again.</param>
/// <param name="Frames">How many frames were lived twice.</param>
/// <param name="Before">The hash of everything before.</param>
/// <param name="After">The hash of everything after the replay.</param>
/// <param name="Equal">Whether they are equal.</param>
/// <param name="Milliseconds">How long it took, at the speed at which it is shown.</param>
public sealed record RollbackReport(long From, long To, int Frames, string Before, string After, bool Equal, double Milliseconds);

/// <summary>A rollback that somebody waits for.</summary>
internal sealed class RollbackRequest(int frames)
{
    public int Frames { get; set; } = frames;

    public ulong Before { get; set; }

    public long To { get; set; }

    public long Clock { get; set; }

    public TaskCompletionSource<RollbackReport> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
