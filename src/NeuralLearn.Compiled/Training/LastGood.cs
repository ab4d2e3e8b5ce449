namespace NeuralLearn.Compiled;

/// <summary>
/// The whole learner as it was when an epoch began: what a training that diverges goes back to. A copy only counts as good once a batch
/// measured with it has had a finite loss; until then the one before is kept.
/// </summary>
internal sealed class LastGood(int stateBytes)
{
    private byte[] _good = new byte[stateBytes];
    private byte[] _candidate = new byte[stateBytes];
    private bool _hasGood;
    private bool _isWaiting;

    public void Begin(ITrainableNetwork network)
    {
        network.SaveState(_candidate);
        _isWaiting = true;
    }

    public void Confirm()
    {
        if (_isWaiting)
        {
            (_good, _candidate) = (_candidate, _good);
            (_hasGood, _isWaiting) = (true, false);
        }
    }

    public void Restore(ITrainableNetwork network)
    {
        if (_hasGood || _isWaiting)
        {
            network.RestoreState(_hasGood ? _good : _candidate);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_hasGood);
        writer.Write(_isWaiting);
        writer.Write(_good.Length);
        writer.Write(_good);
        writer.Write(_candidate);
    }

    /// <summary>
    /// Takes back what <see cref="Save"/> wrote. The bytes are those of one build; after another, the learner as it is takes their place.
    /// </summary>
    public static LastGood Load(BinaryReader reader, ITrainableNetwork network)
    {
        var loaded = new LastGood(network.StateBytes) { _hasGood = reader.ReadBoolean(), _isWaiting = reader.ReadBoolean() };
        var length = reader.ReadInt32();
        var (good, candidate) = (SessionFile.ReadBytes(reader, length), SessionFile.ReadBytes(reader, length));
        if (length == network.StateBytes)
        {
            (loaded._good, loaded._candidate) = (good, candidate);
        }
        else
        {
            loaded._hasGood = false;
        }

        return loaded;
    }

    /// <summary>Called when the network has been loaded: replaces bytes that do not fit it.</summary>
    public void Adopt(ITrainableNetwork network)
    {
        var now = new byte[network.StateBytes];
        network.SaveState(now);
        try
        {
            Restore(network);
        }
        catch (InvalidDataException)
        {
            _hasGood = false;
        }

        network.RestoreState(now);
        if (!_hasGood)
        {
            (_candidate, _isWaiting) = (now, true);
        }
    }
}
