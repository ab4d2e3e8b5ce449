namespace NeuralLearn.Compiled;

/// <summary>
/// A training that is done piece by piece: some steps per frame, or as many as fit into a slice of time. However it is cut into pieces,
/// the network after step n is the same. A step allocates nothing; the end of an epoch allocates its report.
/// </summary>
/// <remarks>
/// Between two calls the network is as after a whole step: it may be run, saved or copied. It must not be trained by others meanwhile. The
/// session is for one thread at a time. At its end, or when it is cancelled, the network's learning rate is again what it was at the start.
/// </remarks>
public sealed partial class TrainingSession
{
    private readonly ITrainableNetwork _network;
    private readonly RowSource _data;
    private readonly FitOptions _options;
    private readonly RowFeed _feed;
    private readonly RowFeed? _validation;
    private readonly RowFeed? _measured;
    private readonly MetricsCollector _collector;
    private readonly BatchTimes _trainingTimes = new();
    private readonly BatchTimes _evaluationTimes = new();
    private readonly float[] _outputs;
    private readonly long _totalSteps;
    private SessionState _state = new();
    private bool _isOpen;
    private bool _isRunning;

    internal TrainingSession(ITrainableNetwork network, RowSource data, FitOptions options)
    {
        var info = network.Info;
        RowCheck.Source(info, data, nameof(data));
        if (options.Validation is { } validation)
        {
            RowCheck.Source(info, validation, nameof(options));
        }

        _network = network;
        _data = data;
        _options = options;

        // Statistics over a batch need two rows: the networks that keep such statistics are known by their buffers.
        var joinsSingleRow = HasBatchStatistics(info);
        _feed = RowFeed.Of(data, options, options.Shuffle, joinsSingleRow);
        _validation = options.Validation is null ? null : RowFeed.Of(options.Validation, options, shuffle: false, joinsSingleRow: false);
        _measured = options.MeasureTraining ? RowFeed.Of(data, options, shuffle: false, joinsSingleRow: false) : null;
        _totalSteps = data.RowCount is { } rows ? checked(_feed.Batches(rows) * options.Epochs) : 0;
        if (options.Schedule is { NeedsTotal: true } && data.RowCount is null)
        {
            throw new ArgumentException(
                $"The schedule '{options.Schedule}' depends on the number of all steps, but the source of the rows does not know its RowCount.",
                nameof(options));
        }

        if (options.CheckpointPath is null && options.ResumeFromCheckpoint)
        {
            throw new ArgumentException("FitOptions.ResumeFromCheckpoint needs a CheckpointPath.", nameof(options));
        }

        var evaluated = Math.Max(_validation?.LargestBatch ?? 0, _measured?.LargestBatch ?? 0);
        _collector = new MetricsCollector(info, data.ClassNames.Count > 0 ? data.ClassNames : options.Validation?.ClassNames ?? []);
        _outputs = new float[checked(evaluated * info.OutputSize)];
        network.PrepareTraining(Math.Max(evaluated, _feed.LargestBatch));
        _state.FirstRate = network.LearningRate;
        _state.Schedule = StartSchedule(_state.FirstRate);
        _state.LastGood = options.StopWhenDiverged ? new LastGood(network.StateBytes) : null;
        _state.History.Capacity = Math.Min(options.Epochs, 1024);
        if (options.RestoreBest)
        {
            _state.BestParameters = new float[info.ParameterCount];
            _state.BestBuffers = new float[info.BufferCount];
        }
    }

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsDone => _state.Phase == SessionPhase.Done;

    /// <summary>Steps done.</summary>
    public long Steps => _state.Steps;

    /// <summary>Epochs done.</summary>
    public int Epochs => _state.History.Count;

    /// <summary>What the training has come to so far. Made anew each time: ask when an epoch is over, not every frame.</summary>
    public FitReport Report => new(
        _state.Reason,
        new TrainingHistory([.. _state.History]),
        _state.BestEpoch < 0 ? null : _state.History[_state.BestEpoch],
        _state.IsRestored,
        _state.Steps,
        _state.Training);

    /// <summary>The slowest of the last 8 training steps: what <see cref="RunFor"/> reckons with.</summary>
    public TimeSpan SlowestRecentStep => Clock.GetElapsedTime(0, _trainingTimes.Slowest);

    /// <summary>The clock; another one in tests.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The last epoch that is over.</summary>
    internal EpochReport LastEpoch => _state.History[^1];

    /// <summary>
    /// Takes steps. A validation that becomes due with the last of them is done at once, and so is the measurement at the end of the
    /// training, so that their results do not wait for the next call.
    /// </summary>
    /// <param name="count">How many; 0 or more.</param>
    /// <returns>How many were taken: fewer if the training has come to its end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    /// <exception cref="InvalidOperationException">The session is running already.</exception>
    public long RunSteps(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var start = _state.Steps;
        while (!IsDone && count > 0 && (_state.Steps - start < count || _state.Phase != SessionPhase.Training))
        {
            Advance();
        }

        return _state.Steps - start;
    }

    /// <summary>
    /// Takes as many whole steps as fit into a slice of time, none that would not if it took as long as the slowest of the last 8.
    /// Validation is done in pieces of a batch, too. The first piece of a call is always done, so that a training gets ahead even where a
    /// step is longer than the slice (and one slow step, such as the very first, does not stop it for ever): choose
    /// <see cref="FitOptions.BatchSize"/> so small that a step fits. Changes when a step is taken, never what it does.
    /// </summary>
    /// <param name="time">The slice; nothing is done in 0.</param>
    /// <returns>How many steps were taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    /// <exception cref="InvalidOperationException">The session is running already.</exception>
    public long RunFor(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var steps = _state.Steps;
        var start = Clock.GetTimestamp();
        for (var isFirst = true; !IsDone && time > TimeSpan.Zero; isFirst = false)
        {
            // An evaluation takes less than a step; as long as none has been seen, that has to do.
            var times = _state.Phase == SessionPhase.Training || _evaluationTimes.Slowest == 0 ? _trainingTimes : _evaluationTimes;
            if (!isFirst && Clock.GetElapsedTime(start, Clock.GetTimestamp() + times.Slowest) > time)
            {
                break;
            }

            Advance();
        }

        return _state.Steps - steps;
    }

    /// <summary>
    /// Ends the training here, with <see cref="StopReason.Cancelled"/>; does nothing at its end. With a
    /// <see cref="FitOptions.CheckpointPath"/> the session is written first, so that it can go on from here.
    /// </summary>
    public void Cancel()
    {
        if (_options.CheckpointPath is { } path && !IsDone)
        {
            SaveCheckpoint(path);
        }

        Abandon();
    }

    /// <summary>As <see cref="Cancel"/>, without a checkpoint.</summary>
    internal void Abandon()
    {
        if (_state.Phase == SessionPhase.Measuring)
        {
            _state.Phase = SessionPhase.Done;
        }
        else if (!IsDone)
        {
            End(StopReason.Cancelled);
        }

        CloseAll();
    }

    /// <summary>Does the next piece of work: a step, or a batch of validation.</summary>
    internal void Advance()
    {
        if (_isRunning)
        {
            throw new InvalidOperationException(
                "The session is running already: it was called from within itself, or from another thread.");
        }

        var isTraining = _state.Phase == SessionPhase.Training;
        var start = Clock.GetTimestamp();
        _isRunning = true;
        try
        {
            switch (_state.Phase)
            {
                case SessionPhase.Training:
                    TakeStep(start);
                    break;
                case SessionPhase.Validating:
                    Validate(start);
                    break;
                case SessionPhase.Measuring:
                    Measure();
                    break;
            }
        }
        catch
        {
            // What was being read is opened again, and read up to here, if the caller tries once more.
            _isOpen = false;
            CloseAll();
            throw;
        }
        finally
        {
            _isRunning = false;
        }

        (isTraining ? _trainingTimes : _evaluationTimes).Add(Clock.GetTimestamp() - start);
    }

    private static bool HasBatchStatistics(NetworkInfo info)
    {
        foreach (var tensor in info.Tensors)
        {
            if (tensor.IsBuffer && tensor.Name.EndsWith(".running_mean", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private ScheduleRun? StartSchedule(float rate) => _options.Schedule?.Start(rate, _totalSteps);

    private void CloseAll()
    {
        _feed.Close();
        _validation?.Close();
        _measured?.Close();
    }
}
