using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>What a training came to, or has come to so far.</summary>
public sealed class FitReport
{
    internal FitReport(StopReason reason, TrainingHistory history, EpochReport? best, bool isRestored, long steps, Metrics training)
    {
        Reason = reason;
        History = history;
        Best = best;
        IsRestored = isRestored;
        Steps = steps;
        Training = training;
    }

    /// <summary>Why it ended; <see cref="StopReason.None"/> while it can go on.</summary>
    public StopReason Reason { get; }

    /// <summary>Whether the caller stopped it before its end.</summary>
    public bool IsCancelled => Reason == StopReason.Cancelled;

    /// <summary>All epochs that were done as a whole.</summary>
    public TrainingHistory History { get; }

    /// <summary>The last epoch that <see cref="EpochReport.IsBest"/>; null if none was done, or none had a number.</summary>
    public EpochReport? Best { get; }

    /// <summary>Whether the network's weights are those of <see cref="Best"/> rather than of the last step.</summary>
    public bool IsRestored { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; }

    /// <summary>
    /// How the network, as it is at the end, does on the rows it learnt from; <see cref="Metrics.None"/> before the end, after a
    /// cancellation, or without <see cref="FitOptions.MeasureTraining"/>.
    /// </summary>
    public Metrics Training { get; }

    /// <summary>How it does on the rows kept for validation: after the epoch whose weights it has.</summary>
    public Metrics Validation => (IsRestored ? Best : History.Count > 0 ? History[^1] : null)?.Validation ?? Metrics.None;

    /// <summary>In one line.</summary>
    /// <returns>Reason, epochs, losses.</returns>
    public override string ToString()
    {
        var why = Reason switch
        {
            StopReason.None => "not ended",
            StopReason.Completed => "all epochs done",
            StopReason.Patience => "no improvement any more",
            StopReason.Tolerance => "hardly any change any more",
            StopReason.TargetLoss => "target loss reached",
            StopReason.Cancelled => "cancelled",
            _ => "diverged: a loss was infinite or no number; try a lower learning rate or ClipNorm",
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{why}; epochs {History.Count}, steps {Steps}");
        text += Training.Rows == 0 ? "" : $"; training {Training}";
        text += Validation.Rows == 0 ? "" : $"; validation {Validation}";
        return IsRestored && Best is not null ? string.Create(CultureInfo.InvariantCulture, $"{text}; weights of epoch {Best.Epoch}") : text;
    }
}
