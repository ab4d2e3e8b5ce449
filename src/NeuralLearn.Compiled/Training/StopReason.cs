namespace NeuralLearn.Compiled;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>It has not ended: the session can go on.</summary>
    None,

    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The loss has not improved for <see cref="FitOptions.Patience"/> epochs.</summary>
    Patience,

    /// <summary>The loss changed by less than <see cref="FitOptions.Tolerance"/> from one epoch to the next.</summary>
    Tolerance,

    /// <summary>The loss has reached <see cref="FitOptions.TargetLoss"/>.</summary>
    TargetLoss,

    /// <summary>The caller wanted it, between two batches.</summary>
    Cancelled,

    /// <summary>A loss was infinite or no number; see <see cref="FitOptions.StopWhenDiverged"/>.</summary>
    Diverged,
}
