namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>How far a training is; what a display draws.</summary>
internal sealed class TrainingProgress
{
    public required int Epochs { get; init; }

    public required bool HasValidation { get; init; }

    public required int Rows { get; init; }

    public required long TotalSteps { get; init; }

    public long Steps { get; set; }

    public TimeSpan Elapsed { get; set; }

    public List<EpochReport> History { get; } = [];

    public EpochReport? Best => History.FindLast(epoch => epoch.IsBest);

    public double Share => TotalSteps == 0 ? 0 : Math.Min(1, (double)Steps / TotalSteps);

    public double RowsPerSecond => Elapsed.TotalSeconds <= 0 ? 0 : Share * Rows * Epochs / Elapsed.TotalSeconds;

    /// <summary>The time left if all epochs are done; null at the end, and at the start, where the first steps are slow.</summary>
    public TimeSpan? Left => Share is < 0.01 or >= 1 ? null : Elapsed * ((1 - Share) / Share);
}
