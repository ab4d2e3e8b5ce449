using System.Security.Cryptography;
using Game.Brains;
using Game.Learning;
using Game.Rollback;

namespace Game.Simulation;

/// <summary>
/// The whole simulation: arena, learners, score. It is a function of its seed and of the commands, and all of it fits into a block of
/// bytes.
/// </summary>
public sealed class Colony
{
    /// <summary>The most bytes that <see cref="Save"/> writes.</summary>
    public const int MaxStateBytes = 8 << 20;

    private readonly World _world;
    private readonly ILearner[] _learners;
    private readonly float[] _senses = new float[World.MaxPopulation * Thought.Senses];
    private readonly byte[] _actions = new byte[World.MaxPopulation];
    private readonly byte[] _state;
    private long _frame;
    private int _kind;
    private int _learns = 1;

    /// <summary>Makes a colony.</summary>
    /// <param name="seed">Where everything random comes from.</param>
    /// <param name="population">How many agents.</param>
    /// <param name="learner">Who learns at first.</param>
    public Colony(ulong seed, int population = 300, LearnerKind learner = LearnerKind.ActorCritic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, World.MinPopulation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(population, World.MaxPopulation);
        _world = new World(seed, population);
        _learners = [new ActorCritic(seed), new Evolution(seed)];
        _kind = (int)learner;
        _state = new byte[MaxStateBytes];
    }

    /// <summary>The arena.</summary>
    public World World => _world;

    /// <summary>The score so far, per second.</summary>
    public Score Score { get; } = new();

    /// <summary>Frames so far.</summary>
    public long Frame => _frame;

    /// <summary>Who learns.</summary>
    public LearnerKind Kind => (LearnerKind)_kind;

    /// <summary>Whether anything is learnt.</summary>
    public bool Learns => _learns != 0;

    /// <summary>Generations of the evolution.</summary>
    public int Generation => ((Evolution)_learners[(int)LearnerKind.Evolution]).Generation;

    private ILearner Learner => _learners[_kind];

    /// <summary>One frame: everybody looks, thinks, moves; then they learn for as long as the budget lasts.</summary>
    public void Step(WorkBudget budget)
    {
        var agents = _world.Agents;
        var actions = _actions.AsSpan(0, agents.Length);
        var senses = _senses.AsSpan(0, agents.Length * Thought.Senses);
        _world.Sort();
        for (var i = 0; i < agents.Length; i++)
        {
            Eyes.Look(_world, agents[i], senses.Slice(i * Thought.Senses, Thought.Senses));
        }

        Learner.Decide(senses, actions);
        _world.Move(actions);
        if (Learns)
        {
            Learner.Learn(agents, budget);
        }
        else
        {
            Learner.Pause();
        }

        Score.Add(_frame, agents);
        _frame++;
    }

    /// <summary>Carries out a command that was checked before.</summary>
    public void Apply(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.Population:
                var before = _world.Agents.Length;
                _world.Resize(command.Number);
                foreach (var learner in _learners)
                {
                    learner.Resize(before, command.Number);
                }

                break;
            case CommandKind.Learner:
                Learner.Pause();
                _kind = command.Number;
                break;
            case CommandKind.Learning:
                _learns = command.Number;
                break;
            case CommandKind.Feed:
                _world.Feed(command.X, command.Y);
                break;
            case CommandKind.Hunt:
                _world.Hunt(command.Number != 0, command.X, command.Y);
                break;
            case CommandKind.Forget:
                foreach (var learner in _learners)
                {
                    learner.Forget((ulong)command.Number);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "There is no such command.");
        }
    }

    /// <summary>Writes the state; work that was put off is done first.</summary>
    /// <returns>Bytes written.</returns>
    public int Save(Span<byte> destination)
    {
        var writer = new SnapshotWriter(destination);
        writer.Write(_frame);
        writer.Write(_kind);
        writer.Write(_learns);
        _world.Save(ref writer);
        Score.Save(ref writer);
        foreach (var learner in _learners)
        {
            learner.CatchUp();
            learner.Save(ref writer);
        }

        return writer.Length;
    }

    /// <summary>Goes back to a state that <see cref="Save"/> wrote.</summary>
    public void Restore(ReadOnlySpan<byte> source)
    {
        var reader = new SnapshotReader(source);
        reader.Read(ref _frame);
        reader.Read(ref _kind);
        reader.Read(ref _learns);
        _world.Restore(ref reader);
        Score.Restore(ref reader);
        foreach (var learner in _learners)
        {
            learner.Restore(ref reader);
        }
    }

    /// <summary>The state as one number: the first 64 bits of its SHA-256.</summary>
    public ulong Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_state.AsSpan(0, Save(_state)), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Shows what an agent thinks.</summary>
    public void Show(int agent, Thought thought)
    {
        Learner.Show(agent, _senses.AsSpan(agent * Thought.Senses, Thought.Senses), thought);
        thought.Action = _actions[agent];
    }
}
