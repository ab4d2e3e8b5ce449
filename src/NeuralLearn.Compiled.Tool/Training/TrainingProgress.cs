namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>How far a training is; what a display draws.</summary>
internal sealed class TrainingProgress
{
    public required int Epochs { get; init; }

    public required bool HasValidation { get; init; }

    public required int Rows { get; init; }

    public required long TotalSteps { get; init; }

    public long Steps { get; set; }

    /// <summary>Steps of an earlier run that this one goes on from; they took none of <see cref="Elapsed"/>.</summary>
    public long StepsBefore { get; init; }

    public TimeSpan Elapsed { get; set; }

    public List<EpochReport> History { get; } = [];

    public EpochReport? Best => History.FindLast(epoch => epoch.IsBest);

    public double Share => TotalSteps == 0 ? 0 : Math.Min(1, (double)Steps / TotalSteps);

    public double RowsPerSecond => Elapsed.TotalSeconds <= 0 ? 0 : ShareNow * Rows * Epochs / Elapsed.TotalSeconds;

    /// <summary>The time left if all epochs are done; null at the end, and at the start, where the first steps are slow.</summary>
    public TimeSpan? Left => ShareNow < 0.01 || Share >= 1 ? null : Elapsed * ((1 - Share) / ShareNow);

    private double ShareNow => TotalSteps == 0 ? 0 : Math.Clamp((double)(Steps - StepsBefore) / TotalSteps, 0, 1);
}
