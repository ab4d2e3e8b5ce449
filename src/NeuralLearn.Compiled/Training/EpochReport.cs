using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>What one epoch of a training came to.</summary>
public sealed record EpochReport
{
    internal EpochReport()
    {
    }

    /// <summary>Which epoch, from 1.</summary>
    public int Epoch { get; internal init; }

    /// <summary>
    /// The mean loss over the epoch's rows, each measured in training mode before the step that it led to: Σ row losses ÷ Σ divisors.
    /// </summary>
    public double Loss { get; internal init; }

    /// <summary>How the network does on the rows kept for validation; <see cref="Metrics.None"/> without any.</summary>
    public Metrics Validation { get; internal init; } = Metrics.None;

    /// <summary>The learning rate of the epoch's last step.</summary>
    public float LearningRate { get; internal init; }

    /// <summary>Steps done since the training began.</summary>
    public long Steps { get; internal init; }

    /// <summary>
    /// Steps of this epoch that the optimizer dropped because their loss was infinite or no number; their loss does not count.
    /// </summary>
    public int SkippedSteps { get; internal init; }

    /// <summary>
    /// Whether its loss (of validation, else of training) is below the best before it by more than <see cref="FitOptions.MinDelta"/>.
    /// </summary>
    public bool IsBest { get; internal init; }

    /// <summary>The time that the epoch's batches took, with their validation; not the time between two calls of a session.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>In one line.</summary>
    /// <returns>Such as "epoch 3: loss 0.1234, validation loss 0.1420, accuracy 97.5 %".</returns>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}: loss {Loss:G4}");
        return Validation.Rows == 0 ? text : $"{text}, validation {Validation}";
    }
}
