namespace NeuralLearn.Compiled;

/// <summary>What a session does next.</summary>
internal enum SessionPhase
{
    Training,
    Validating,
    Measuring,
    Done,
}

/// <summary>Everything that a session remembers beside the network: what has to be written to go on as if nothing had happened.</summary>
internal sealed class SessionState
{
    public SessionPhase Phase { get; set; }

    public StopReason Reason { get; set; }

    /// <summary>Epochs done; the current one's number from 0.</summary>
    public int Epoch { get; set; }

    /// <summary>Rows of this epoch that are done.</summary>
    public long RowsDone { get; set; }

    public long Steps { get; set; }

    public LossTotal EpochLoss { get; set; }

    public int SkippedSteps { get; set; }

    public long EpochTicks { get; set; }

    /// <summary>The network's own rate, which schedules start from.</summary>
    public float FirstRate { get; set; }

    public double BestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>Place of the best epoch in the history; -1 for none.</summary>
    public int BestEpoch { get; set; } = -1;

    public int EpochsSinceBest { get; set; }

    public double PreviousLoss { get; set; } = double.NaN;

    public bool IsRestored { get; set; }

    public float[] BestParameters { get; set; } = [];

    public float[] BestBuffers { get; set; } = [];

    public List<EpochReport> History { get; } = [];

    public Metrics Training { get; set; } = Metrics.None;

    public ScheduleRun? Schedule { get; set; }

    public LastGood? LastGood { get; set; }

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)Phase);
        writer.Write((byte)Reason);
        writer.Write(Epoch);
        writer.Write(RowsDone);
        writer.Write(Steps);
        writer.Write(EpochLoss.Sum);
        writer.Write(EpochLoss.Divisor);
        writer.Write(SkippedSteps);
        writer.Write(EpochTicks);
        writer.Write(FirstRate);
        writer.Write(BestLoss);
        writer.Write(BestEpoch);
        writer.Write(EpochsSinceBest);
        writer.Write(PreviousLoss);
        writer.Write(IsRestored);
        SessionFile.WriteFloats(writer, BestParameters);
        SessionFile.WriteFloats(writer, BestBuffers);
        writer.Write(History.Count);
        foreach (var epoch in History)
        {
            Save(writer, epoch);
        }

        Save(writer, Training);
        Schedule?.Save(writer);
        LastGood?.Save(writer);
    }

    /// <param name="reader">At what <see cref="Save(BinaryWriter)"/> wrote.</param>
    /// <param name="startSchedule">
    /// Makes a new run of the schedule from the first rate, whose memory is read then; null without one.
    /// </param>
    /// <param name="network">Whose learner the file holds, if it holds copies of it; null if not.</param>
    public static SessionState Load(BinaryReader reader, Func<float, ScheduleRun?> startSchedule, ITrainableNetwork? network)
    {
        var state = new SessionState
        {
            Phase = (SessionPhase)reader.ReadByte(),
            Reason = (StopReason)reader.ReadByte(),
            Epoch = reader.ReadInt32(),
            RowsDone = reader.ReadInt64(),
            Steps = reader.ReadInt64(),
            EpochLoss = new LossTotal(reader.ReadDouble(), reader.ReadDouble()),
            SkippedSteps = reader.ReadInt32(),
            EpochTicks = reader.ReadInt64(),
            FirstRate = reader.ReadSingle(),
            BestLoss = reader.ReadDouble(),
            BestEpoch = reader.ReadInt32(),
            EpochsSinceBest = reader.ReadInt32(),
            PreviousLoss = reader.ReadDouble(),
            IsRestored = reader.ReadBoolean(),
            BestParameters = SessionFile.ReadFloats(reader),
            BestBuffers = SessionFile.ReadFloats(reader),
        };
        var epochs = SessionFile.CheckedCount(reader, reader.ReadInt32(), 1);
        for (var i = 0; i < epochs; i++)
        {
            state.History.Add(LoadEpoch(reader));
        }

        state.Training = LoadMetrics(reader);
        state.Schedule = startSchedule(state.FirstRate);
        state.Schedule?.Load(reader);
        state.LastGood = network is null ? null : LastGood.Load(reader, network);
        return state;
    }

    private static void Save(BinaryWriter writer, EpochReport epoch)
    {
        writer.Write(epoch.Epoch);
        writer.Write(epoch.Loss);
        writer.Write(epoch.LearningRate);
        writer.Write(epoch.Steps);
        writer.Write(epoch.SkippedSteps);
        writer.Write(epoch.IsBest);
        writer.Write(epoch.Duration.Ticks);
        Save(writer, epoch.Validation);
    }

    private static EpochReport LoadEpoch(BinaryReader reader) => new()
    {
        Epoch = reader.ReadInt32(),
        Loss = reader.ReadDouble(),
        LearningRate = reader.ReadSingle(),
        Steps = reader.ReadInt64(),
        SkippedSteps = reader.ReadInt32(),
        IsBest = reader.ReadBoolean(),
        Duration = new TimeSpan(reader.ReadInt64()),
        Validation = LoadMetrics(reader),
    };

    private static void Save(BinaryWriter writer, Metrics metrics)
    {
        writer.Write(metrics.Rows);
        if (metrics.Rows == 0)
        {
            return;
        }

        writer.Write(metrics.Loss);
        writer.Write(metrics.Accuracy);
        writer.Write(metrics.MeanAbsoluteError);
        writer.Write(metrics.RSquared);
        writer.Write(metrics.Confusion?.ClassNames.Count ?? 0);
        foreach (var name in metrics.Confusion?.ClassNames ?? [])
        {
            SessionFile.WriteText(writer, name);
        }

        foreach (var count in metrics.Confusion is null ? default : metrics.Confusion.Counts)
        {
            writer.Write(count);
        }
    }

    private static Metrics LoadMetrics(BinaryReader reader)
    {
        var rows = reader.ReadInt64();
        if (rows == 0)
        {
            return Metrics.None;
        }

        var (loss, accuracy, error, squared) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var names = new string[SessionFile.CheckedCount(reader, reader.ReadInt32(), sizeof(int))];
        foreach (ref var name in names.AsSpan())
        {
            name = SessionFile.ReadText(reader);
        }

        var counts = new long[SessionFile.CheckedCount(reader, (int)Math.Min((long)names.Length * names.Length, int.MaxValue), sizeof(long))];
        foreach (ref var count in counts.AsSpan())
        {
            count = reader.ReadInt64();
        }

        return new Metrics
        {
            Rows = rows,
            Loss = loss,
            Accuracy = accuracy,
            MeanAbsoluteError = error,
            RSquared = squared,
            Confusion = names.Length == 0 ? null : new ConfusionMatrix(counts, names),
        };
    }
}
