using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled;

/// <content>Writing the session down, and going on from there.</content>
public sealed partial class TrainingSession
{
    /// <summary>
    /// Writes the session with its network: a session that loads it goes on as if the training had never stopped, to the same bits. The
    /// rows are not written. In the middle of an epoch of a source that is no <see cref="Dataset"/>, loading reads the epoch again up to here.
    /// </summary>
    /// <param name="destination">Written to from where it stands; left open.</param>
    public void Save(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            SessionFile.WriteText(writer, Describe());
            using var network = new MemoryStream();
            _network.SaveTraining(network);
            writer.Write((int)network.Length);
            writer.Write(network.GetBuffer(), 0, (int)network.Length);
            _state.Save(writer);
        }

        SessionFile.Write(destination, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Takes back what <see cref="Save"/> wrote: the session, and the network.</summary>
    /// <param name="source">Read up to the end of what was written; left open.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or comes from a training with another network, other rows or other options; nothing has changed.
    /// </exception>
    public void Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var content = SessionFile.Read(source);
        using var reader = new BinaryReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        try
        {
            var description = SessionFile.ReadText(reader);
            if (description != Describe())
            {
                throw new InvalidDataException("The file is of another training: " + Difference(description, Describe()));
            }

            var network = SessionFile.ReadBytes(reader, reader.ReadInt32());
            var state = SessionState.Load(reader, StartSchedule, _options.StopWhenDiverged ? _network : null);
            Check(state);
            _network.LoadTraining(new MemoryStream(network, writable: false));
            state.LastGood?.Adopt(_network);
            CloseAll();
            _isOpen = false;
            _state = state;
        }
        catch (EndOfStreamException problem)
        {
            throw new InvalidDataException("The session's file ends in the middle of its content.", problem);
        }
    }

    internal void SaveCheckpoint(string path)
    {
        using var file = new AtomicFile(path);
        Save(file.Stream);
        file.Commit();
    }

    private void WriteCheckpointIfDue()
    {
        if (_options.CheckpointPath is { } path && (IsDone || _state.Epoch % _options.CheckpointEvery == 0))
        {
            SaveCheckpoint(path);
        }
    }

    // What must be the same for the same bits. A schedule starts from the network's own rate, which is in the state.
    private string Describe()
    {
        var info = _network.Info;
        var data = _data is Dataset ? "dataset" : string.Create(CultureInfo.InvariantCulture, $"source, window {_options.ShuffleWindow}");
        var rows = string.Create(CultureInfo.InvariantCulture, $"rows {_data.RowCount ?? -1} of {_data.InputSize}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"network {info.Name}, parameters {info.ParameterCount}, buffers {info.BufferCount}, "
            + $"{data}, {rows}, targets {_data.TargetSize}, labels {_data.HasLabels}, "
            + $"epochs {_options.Epochs}, batch {_options.BatchSize}, shuffle {_options.Shuffle}, seed {_options.Seed}, "
            + $"validation {(_options.Validation is null ? 0 : _options.Validation.RowCount ?? -1)}, schedule {_options.Schedule?.Key ?? "none"}, "
            + $"patience {_options.Patience ?? 0}, delta {_options.MinDelta:R}, tolerance {_options.Tolerance ?? -1:R}, "
            + $"target {_options.TargetLoss ?? double.NaN:R}, best {_options.RestoreBest}, diverged {_options.StopWhenDiverged}, "
            + $"measure {_options.MeasureTraining}");
    }

    private static string Difference(string file, string here)
    {
        var (left, right) = (file.Split(", "), here.Split(", "));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return $"'{FileText.Printable(left[i])}' in the file, '{right[i]}' here.";
            }
        }

        return "it says more, or less, about itself.";
    }

    private void Check(SessionState state)
    {
        var isSound = state.Phase <= SessionPhase.Done && state.Reason <= StopReason.Diverged
            && state.Epoch >= 0 && state.RowsDone >= 0 && (_data.RowCount is not { } rows || state.RowsDone <= rows)
            && state.Steps >= 0 && state.BestEpoch >= -1 && state.BestEpoch < state.History.Count
            && state.BestParameters.Length == _state.BestParameters.Length && state.BestBuffers.Length == _state.BestBuffers.Length
            && (state.Phase != SessionPhase.Validating || _validation is not null)
            && (state.Phase != SessionPhase.Measuring || _measured is not null);
        if (!isSound)
        {
            throw new InvalidDataException("The session's file contradicts itself: its numbers are not those of a training.");
        }
    }
}
