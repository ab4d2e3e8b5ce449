namespace NeuralLearn.Compiled;

/// <content>The pieces of work.</content>
public sealed partial class TrainingSession
{
    private void TakeStep(long start)
    {
        if (!_isOpen)
        {
            _feed.Begin(_state.Epoch);
            _feed.Skip(_state.RowsDone);
            _isOpen = true;
            if (_state.RowsDone == 0)
            {
                _state.LastGood?.Begin(_network);
            }
        }

        if (_state.Schedule is not null)
        {
            _network.LearningRate = (float)(_state.Schedule.Rate(_state.Steps) * WarmupFactor());
        }

        var rows = _feed.Next(out var count);
        RowCheck.Prepare(_network.Info, ref rows);
        var loss = _network.BackwardBatch(rows);
        var isFinite = double.IsFinite(loss.Sum);
        if (isFinite)
        {
            _state.LastGood?.Confirm();
        }

        var isTaken = _network.Update();
        _state.Steps++;
        _state.RowsDone += count;
        var time = Clock.GetElapsedTime(start);
        TrainingMeter.Step(_network.Info.Name, count, loss, !isFinite && !isTaken, time);
        if (!isFinite && !isTaken)
        {
            _state.SkippedSteps++;
        }
        else if (!isFinite && _options.StopWhenDiverged)
        {
            End(StopReason.Diverged);
            return;
        }
        else
        {
            _state.EpochLoss += loss;
        }

        _state.EpochTicks += time.Ticks;
        if (_feed.IsAtEnd)
        {
            _isOpen = false;
            _feed.Close();
            if (_validation is null)
            {
                EndEpoch(Metrics.None);
            }
            else
            {
                _state.Phase = SessionPhase.Validating;
            }
        }
    }

    private void Validate(long start)
    {
        var isOver = Evaluate(_validation!);
        _state.EpochTicks += Clock.GetElapsedTime(start).Ticks;
        if (isOver)
        {
            EndEpoch(_collector.Result());
        }
    }

    private void Measure()
    {
        if (Evaluate(_measured!))
        {
            _state.Training = _collector.Result();
            _state.Phase = SessionPhase.Done;
            WriteCheckpointIfDue();
        }
    }

    /// <returns>Whether that was the last batch.</returns>
    private bool Evaluate(RowFeed feed)
    {
        if (!_isOpen)
        {
            feed.Begin(0);
            _collector.Clear();
            _isOpen = true;
        }

        var rows = feed.Next(out var count);
        RowCheck.Prepare(_network.Info, ref rows);
        rows.Outputs = _outputs.AsSpan(0, count * _network.Info.OutputSize);
        _collector.Add(_network.EvaluateBatch(rows), rows, rows.Outputs);
        if (!feed.IsAtEnd)
        {
            return false;
        }

        _isOpen = false;
        feed.Close();
        return true;
    }

    private void EndEpoch(Metrics validation)
    {
        // A mean over nothing is no loss that could be the best.
        var loss = _state.EpochLoss.Divisor == 0 ? double.NaN : _state.EpochLoss.Mean;
        var watched = _validation is null ? loss : validation.Loss;
        var isBest = watched < _state.BestLoss - _options.MinDelta;
        _state.History.Add(new EpochReport
        {
            Epoch = _state.Epoch + 1,
            Loss = loss,
            Validation = validation,
            LearningRate = _network.LearningRate,
            Steps = _state.Steps,
            SkippedSteps = _state.SkippedSteps,
            IsBest = isBest,
            Duration = new TimeSpan(_state.EpochTicks),
        });
        TrainingMeter.Epoch(_network.Info.Name, validation);
        _state.EpochsSinceBest++;
        if (isBest)
        {
            _state.BestLoss = watched;
            _state.BestEpoch = _state.History.Count - 1;
            _state.EpochsSinceBest = 0;
            if (_options.RestoreBest)
            {
                _network.CopyParametersTo(_state.BestParameters);
                _network.CopyBuffersTo(_state.BestBuffers);
            }
        }

        // What the last step did to the weights shows in validation first. No loss at all, of rows that are all ignored, is none of that.
        var reason = ReasonToStop(loss, hasDiverged: _validation is not null && !_collector.IsFinite);
        _state.Schedule?.EndEpoch(watched);
        _state.PreviousLoss = loss;
        _state.Epoch++;
        (_state.RowsDone, _state.EpochLoss, _state.SkippedSteps, _state.EpochTicks) = (0, default, 0, 0);
        _state.Phase = SessionPhase.Training;
        if (reason != StopReason.None)
        {
            End(reason);
        }

        if (_state.Phase != SessionPhase.Measuring)
        {
            WriteCheckpointIfDue();
        }
    }

    private StopReason ReasonToStop(double loss, bool hasDiverged)
    {
        return hasDiverged && _options.StopWhenDiverged ? StopReason.Diverged
            : loss <= _options.TargetLoss ? StopReason.TargetLoss
            : Math.Abs(loss - _state.PreviousLoss) < _options.Tolerance ? StopReason.Tolerance
            : _state.EpochsSinceBest >= _options.Patience ? StopReason.Patience
            : _state.Epoch + 1 >= _options.Epochs ? StopReason.Completed
            : StopReason.None;
    }

    private void End(StopReason reason)
    {
        _state.Reason = reason;
        _isOpen = false;
        CloseAll();
        if (reason == StopReason.Diverged)
        {
            _state.LastGood?.Restore(_network);
        }

        if (_options.RestoreBest && _state.BestEpoch >= 0)
        {
            _network.LoadParameters(_state.BestParameters);
            _network.LoadBuffers(_state.BestBuffers);
            _state.IsRestored = true;
        }

        if (_state.Schedule is not null)
        {
            _network.LearningRate = _state.FirstRate;
        }

        _state.Phase = _measured is not null && reason != StopReason.Cancelled ? SessionPhase.Measuring : SessionPhase.Done;
    }

    private double WarmupFactor()
    {
        var steps = _options.Schedule!.WarmupSteps;
        return _state.Steps + 1 >= steps ? 1 : (double)(_state.Steps + 1) / steps;
    }
}
