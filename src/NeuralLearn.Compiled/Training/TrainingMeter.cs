using System.Diagnostics.Metrics;

namespace NeuralLearn.Compiled;

/// <summary>What a training tells those who listen to <see cref="Trainer.MeterName"/>. Without a listener nothing is recorded or allocated.</summary>
internal static class TrainingMeter
{
    private const string NetworkTag = "network";

    private static readonly Meter Meter = new(Trainer.MeterName);

    private static readonly Counter<long> Steps = Meter.CreateCounter<long>(
        "neurallearn.training.steps", "{step}", "Steps of the optimizer.");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "neurallearn.training.rows", "{row}", "Rows that gradients were taken of.");

    private static readonly Counter<long> SkippedSteps = Meter.CreateCounter<long>(
        "neurallearn.training.skipped_steps", "{step}", "Steps that were dropped because a gradient was infinite or no number.");

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>(
        "neurallearn.training.step.duration", "s", "Time of a step: reading the rows, both passes, the update.");

    private static readonly Histogram<double> Loss = Meter.CreateHistogram<double>(
        "neurallearn.training.loss", "1", "Mean loss of a step's rows, before the step.");

    private static readonly Counter<long> Epochs = Meter.CreateCounter<long>(
        "neurallearn.training.epochs", "{epoch}", "Epochs that are over.");

    private static readonly Histogram<double> ValidationLoss = Meter.CreateHistogram<double>(
        "neurallearn.validation.loss", "1", "Mean loss of the rows kept for validation, after an epoch.");

    private static readonly Histogram<double> ValidationAccuracy = Meter.CreateHistogram<double>(
        "neurallearn.validation.accuracy", "1", "Share of the rows kept for validation whose class was found, after an epoch.");

    /// <summary>A step is done.</summary>
    /// <param name="network">The class's name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="loss">Their loss.</param>
    /// <param name="isSkipped">Whether the optimizer dropped it.</param>
    /// <param name="duration">The time it took.</param>
    public static void Step(string network, int rows, LossTotal loss, bool isSkipped, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>(NetworkTag, network);
        Steps.Add(1, tag);
        Rows.Add(rows, tag);
        StepDuration.Record(duration.TotalSeconds, tag);
        if (isSkipped)
        {
            SkippedSteps.Add(1, tag);
        }
        else if (loss.Divisor != 0)
        {
            Loss.Record(loss.Mean, tag);
        }
    }

    /// <summary>An epoch is over.</summary>
    /// <param name="network">The class's name.</param>
    /// <param name="validation">What its validation came to.</param>
    public static void Epoch(string network, Metrics validation)
    {
        var tag = new KeyValuePair<string, object?>(NetworkTag, network);
        Epochs.Add(1, tag);
        if (!double.IsNaN(validation.Loss))
        {
            ValidationLoss.Record(validation.Loss, tag);
        }

        if (!double.IsNaN(validation.Accuracy))
        {
            ValidationAccuracy.Record(validation.Accuracy, tag);
        }
    }
}
