using Game.Brains;
using Game.Rollback;
using Game.Simulation;

namespace Game.Learning;

/// <summary>What all agents lived through in some frames: what they saw, did, expected and got. Agents are rows, frame after frame.</summary>
public sealed class Window
{
    /// <summary>Frames in a full window.</summary>
    public const int Length = 16;

    /// <summary>The most bytes that <see cref="Save"/> writes.</summary>
    public const int MaxBytes = (Length * World.MaxPopulation * ((4 * Thought.Senses) + 18)) + 64;

    private const int Stride = World.MaxPopulation;
    private const int Rows = Length * Stride;

    private readonly float[] _senses = new float[Rows * Thought.Senses];
    private readonly byte[] _actions = new byte[Rows];
    private readonly byte[] _ends = new byte[Rows];
    private readonly float[] _values = new float[Rows];
    private readonly float[] _rewards = new float[Rows];
    private readonly float[] _advantages = new float[Rows];
    private readonly float[] _returns = new float[Rows];
    private int _frames;
    private int _agents;

    /// <summary>Frames so far.</summary>
    public int Frames => _frames;

    /// <summary>Agents that were there in all of them.</summary>
    public int Agents => _agents;

    /// <summary>Whether nothing more fits.</summary>
    public bool IsFull => _frames == Length;

    /// <summary>Empties it.</summary>
    public void Begin() => (_frames, _agents) = (0, 0);

    /// <summary>Agents from this number on are gone.</summary>
    public void Shrink(int agents) => _agents = Math.Min(_agents, agents);

    /// <summary>A frame's decisions. Agents that join within the window are left out of it.</summary>
    public void Add(ReadOnlySpan<float> senses, ReadOnlySpan<byte> actions, ReadOnlySpan<float> values)
    {
        _agents = _frames == 0 ? actions.Length : _agents;
        var at = _frames++ * Stride;
        senses[..(_agents * Thought.Senses)].CopyTo(_senses.AsSpan(at * Thought.Senses));
        actions[.._agents].CopyTo(_actions.AsSpan(at));
        values[.._agents].CopyTo(_values.AsSpan(at));
    }

    /// <summary>What came of the last frame's decisions.</summary>
    public void Reward(ReadOnlySpan<Agent> agents)
    {
        var at = (_frames - 1) * Stride;
        for (var i = 0; i < _agents; i++)
        {
            _rewards[at + i] = agents[i].Reward;
            _ends[at + i] = (byte)agents[i].WasCaught;
        }
    }

    /// <summary>
    /// How much better than expected everything turned out (generalized advantage estimation), and what should have been expected. Being
    /// caught is an end: what comes after is another life.
    /// </summary>
    /// <param name="values">What is expected from the window's end on.</param>
    /// <param name="discount">What a reward is worth one frame earlier.</param>
    /// <param name="trace">How far back a surprise reaches.</param>
    public void Judge(ReadOnlySpan<float> values, float discount, float trace)
    {
        var squares = 0.0;
        for (var i = 0; i < _agents; i++)
        {
            float next = values[i], advantage = 0;
            for (var at = ((Length - 1) * Stride) + i; at >= 0; at -= Stride)
            {
                var goesOn = discount * (1 - _ends[at]);
                var surprise = _rewards[at] + (goesOn * next) - _values[at];
                advantage = surprise + (goesOn * trace * advantage);
                next = _values[at];
                _advantages[at] = advantage;
                _returns[at] = advantage + next;
                squares += advantage * advantage;
            }
        }

        // Advantages of one size, whatever rewards there are.
        var scale = (float)(1 / Math.Sqrt((squares / Math.Max(1, Length * _agents)) + 1e-8));
        for (var frame = 0; frame < Length; frame++)
        {
            foreach (ref var advantage in _advantages.AsSpan(frame * Stride, _agents))
            {
                advantage *= scale;
            }
        }
    }

    /// <summary>Some agents' moments in one frame.</summary>
    public Moments Part(int frame, int first, int count)
    {
        var at = (frame * Stride) + first;
        return new Moments
        {
            Senses = _senses.AsSpan(at * Thought.Senses, count * Thought.Senses),
            Actions = _actions.AsSpan(at, count),
            Advantages = _advantages.AsSpan(at, count),
            Returns = _returns.AsSpan(at, count),
        };
    }

    /// <summary>Writes what is in it.</summary>
    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_frames);
        writer.Write(_agents);
        for (var frame = 0; frame < _frames; frame++)
        {
            var at = frame * Stride;
            writer.Write<float>(_senses.AsSpan(at * Thought.Senses, _agents * Thought.Senses));
            writer.Write<byte>(_actions.AsSpan(at, _agents));
            writer.Write<byte>(_ends.AsSpan(at, _agents));
            writer.Write<float>(_values.AsSpan(at, _agents));
            writer.Write<float>(_rewards.AsSpan(at, _agents));
            writer.Write<float>(_advantages.AsSpan(at, _agents));
            writer.Write<float>(_returns.AsSpan(at, _agents));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Read(ref _frames);
        reader.Read(ref _agents);
        for (var frame = 0; frame < _frames; frame++)
        {
            var at = frame * Stride;
            reader.Read(_senses.AsSpan(at * Thought.Senses, _agents * Thought.Senses));
            reader.Read(_actions.AsSpan(at, _agents));
            reader.Read(_ends.AsSpan(at, _agents));
            reader.Read(_values.AsSpan(at, _agents));
            reader.Read(_rewards.AsSpan(at, _agents));
            reader.Read(_advantages.AsSpan(at, _agents));
            reader.Read(_returns.AsSpan(at, _agents));
        }
    }
}

/// <summary>Moments of some agents, one row each.</summary>
public ref struct Moments
{
    /// <summary>What they saw.</summary>
    public ReadOnlySpan<float> Senses;

    /// <summary>What they did.</summary>
    public ReadOnlySpan<byte> Actions;

    /// <summary>How much better than expected that turned out.</summary>
    public ReadOnlySpan<float> Advantages;

    /// <summary>What should have been expected.</summary>
    public ReadOnlySpan<float> Returns;
}
