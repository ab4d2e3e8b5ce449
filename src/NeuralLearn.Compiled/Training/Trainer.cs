namespace NeuralLearn.Compiled;

/// <summary>Trains networks on many rows: epochs, batches, shuffling, schedules, early stopping.</summary>
public static class Trainer
{
    /// <summary>
    /// The name of the <see cref="System.Diagnostics.Metrics.Meter"/> through which sessions and <c>Fit</c> tell listeners how they get
    /// on: neurallearn.training.steps, .rows, .skipped_steps, .epochs, .step.duration (s) and .loss, neurallearn.validation.loss and
    /// .accuracy, each with the tag network, the class's name.
    /// </summary>
    public const string MeterName = "NeuralLearn.Compiled";

    /// <summary>Trains a network.</summary>
    /// <param name="network">Learns; its optimizer is the one that it declares.</param>
    /// <param name="data">The rows to learn from, usually a <see cref="Dataset"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="onEpoch">
    /// Called after every epoch, on this thread. What it throws ends the training and comes out here; the network is as when cancelled.
    /// </param>
    /// <param name="stop">
    /// Seen between two batches. A cancelled training throws nothing: the report says so, and the network is as after its last whole step,
    /// or after its best epoch with <see cref="FitOptions.RestoreBest"/>.
    /// </param>
    /// <returns>What it came to.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network, or the options not the rows; nothing has changed.</exception>
    /// <exception cref="InvalidDataException">A source or a checkpoint is malformed.</exception>
    public static FitReport Fit(
        ITrainableNetwork network, RowSource data, FitOptions options, Action<EpochReport>? onEpoch = null, CancellationToken stop = default)
    {
        var session = Start(network, data, options);
        var seen = session.Epochs;
        try
        {
            while (!session.IsDone)
            {
                if (stop.IsCancellationRequested)
                {
                    session.Cancel();
                    break;
                }

                session.Advance();
                if (session.Epochs > seen)
                {
                    seen = session.Epochs;
                    onEpoch?.Invoke(session.LastEpoch);
                }
            }
        }
        catch
        {
            session.Abandon();
            throw;
        }

        return session.Report;
    }

    /// <summary>
    /// Trains a network and reports to a progress. A <see cref="Progress{T}"/> passes reports on to where it was made, for windows; without
    /// such a place, on a console, it may deliver them out of order: an <see cref="Action{T}"/> does not.
    /// </summary>
    /// <param name="network">Learns; its optimizer is the one that it declares.</param>
    /// <param name="data">The rows to learn from, usually a <see cref="Dataset"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="stop">Seen between two batches. A cancelled training throws nothing: the report says so.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network, or the options not the rows; nothing has changed.</exception>
    /// <exception cref="InvalidDataException">A source or a checkpoint is malformed.</exception>
    public static FitReport Fit(
        ITrainableNetwork network, RowSource data, FitOptions options, IProgress<EpochReport> progress, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Fit(network, data, options, progress.Report, stop);
    }

    /// <summary>Begins a training that is done piece by piece. Memory for all of it is allocated here.</summary>
    /// <param name="network">Learns; its optimizer is the one that it declares.</param>
    /// <param name="data">The rows to learn from, usually a <see cref="Dataset"/>.</param>
    /// <param name="options">How.</param>
    /// <returns>The session; no step has been taken, unless it goes on from a checkpoint.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network, or the options not the rows; nothing has changed.</exception>
    /// <exception cref="InvalidDataException">There is a checkpoint to resume from, and it is damaged or of another training.</exception>
    public static TrainingSession Start(ITrainableNetwork network, RowSource data, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var session = new TrainingSession(network, data, options);
        if (options.ResumeFromCheckpoint && File.Exists(options.CheckpointPath))
        {
            using var file = File.OpenRead(options.CheckpointPath);
            session.Load(file);
        }

        return session;
    }

    /// <summary>Measures a network on rows without learning from them.</summary>
    /// <param name="network">What is measured; it does not change.</param>
    /// <param name="data">The rows.</param>
    /// <param name="batchSize">Rows at a time.</param>
    /// <returns>Loss, and what goes with the meaning of the first output.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network.</exception>
    public static Metrics Evaluate(ITrainableNetwork network, RowSource data, int batchSize = 32)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        RowCheck.Source(network.Info, data, nameof(data));
        var feed = RowFeed.Of(data, new FitOptions { BatchSize = batchSize }, shuffle: false, joinsSingleRow: false);
        var collector = new MetricsCollector(network.Info, data.ClassNames);
        var outputs = new float[checked(feed.LargestBatch * network.Info.OutputSize)];
        try
        {
            feed.Begin(0);
            while (!feed.IsAtEnd)
            {
                var rows = feed.Next(out var count);
                RowCheck.Prepare(network.Info, ref rows);
                rows.Outputs = outputs.AsSpan(0, count * network.Info.OutputSize);
                collector.Add(network.EvaluateBatch(rows), rows, rows.Outputs);
            }
        }
        finally
        {
            feed.Close();
        }

        return collector.Result();
    }
}
