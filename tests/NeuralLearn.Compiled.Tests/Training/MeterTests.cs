using System.Diagnostics.Metrics;
using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>What listeners hear of a training.</summary>
public sealed class MeterTests
{
    [Fact]
    public void Listener_HearsStepsRowsLossesAndValidation()
    {
        // Other tests train at the same time: only this thread's measurements count.
        var thread = Environment.CurrentManagedThreadId;
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                Assert.Equal("network", tags[0].Key);
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + 1;
            }
        }

        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Trainer.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();

        var (training, validation) = Problems.Triangle().Split(0.8, seed: 1);
        var report = Trainer.Fit(Problems.Classifier(), training, new FitOptions { Epochs = 4, BatchSize = 16, Validation = validation });
        Assert.Equal(report.Steps, sums["neurallearn.training.steps"]);
        Assert.Equal(4 * training.Count, sums["neurallearn.training.rows"]);
        Assert.Equal(4, sums["neurallearn.training.epochs"]);
        Assert.Equal(report.Steps, counts["neurallearn.training.loss"]);
        Assert.Equal(report.Steps, counts["neurallearn.training.step.duration"]);
        Assert.Equal(report.History.Sum(epoch => epoch.Validation.Loss), sums["neurallearn.validation.loss"], 1e-9);
        Assert.Equal(report.History.Sum(epoch => epoch.Validation.Accuracy), sums["neurallearn.validation.accuracy"], 1e-9);
        Assert.DoesNotContain("neurallearn.training.skipped_steps", sums.Keys);
    }

    [Fact]
    public void WithoutAListener_StepsAllocateNothing()
    {
        var session = Trainer.Start(Problems.Classifier(), Problems.Triangle(), new FitOptions { Epochs = 100, BatchSize = 10 });
        session.RunSteps(20);
        Assert.Equal(0, Allocations.Least(() => session.RunSteps(5)));
    }
}
