using Game.Brains;
using Game.Rollback;
using Game.Simulation;
using NeuralLearn.Compiled;

namespace Game.Learning;

/// <summary>
/// A brain for each agent. After a generation those that got most have children with slightly other weights. Each child draws from a random
/// stream of its own, and the old brains stay at work until all children are there, in a frame known beforehand; so the budget of a frame
/// decides how many are bred in it, and changes no bit.
/// </summary>
public sealed class Evolution : ILearner
{
    /// <summary>Frames in which agents show what they can, and frames for breeding after that.</summary>
    public const int Trial = 400, Breeding = 32;

    private const float Deviation = 0.12f, Probability = 0.3f;

    private readonly float[] _parameters = new float[Creature.ParameterCount];
    private readonly float[] _fitness = new float[World.MaxPopulation];
    private readonly long[] _ranking = new long[World.MaxPopulation];
    private Creature[] _now = new Creature[World.MaxPopulation];
    private Creature[] _next = new Creature[World.MaxPopulation];
    private ulong _seed;
    private int _generation;
    private int _frame;
    private int _parents;
    private int _bred;
    private int _agents;

    /// <summary>Makes brains that differ and know nothing.</summary>
    public Evolution(ulong seed)
    {
        for (var i = 0; i < World.MaxPopulation; i++)
        {
            _now[i] = new Creature();
            _next[i] = new Creature();
        }

        Forget(seed);
    }

    /// <summary>Generations so far.</summary>
    public int Generation => _generation;

    /// <inheritdoc/>
    public int StateBytes => (World.MaxPopulation * ((2 * 4 * Creature.ParameterCount) + 12)) + 256;

    private bool IsBreeding => _frame > Trial;

    /// <inheritdoc/>
    public void Decide(ReadOnlySpan<float> senses, Span<byte> actions)
    {
        Span<float> hidden = stackalloc float[Creature.HiddenSize], policy = stackalloc float[Creature.PolicySize];
        _agents = actions.Length;
        for (var i = 0; i < actions.Length; i++)
        {
            _now[i].Forward(senses.Slice(i * Thought.Senses, Thought.Senses), hidden, policy);
            actions[i] = (byte)Categorical.Best(policy);
        }
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<Agent> agents, WorkBudget budget)
    {
        for (var i = 0; i < agents.Length; i++)
        {
            _fitness[i] += agents[i].Reward;
        }

        _frame++;
        if (_frame == Trial + 1)
        {
            Rank(agents.Length);
        }

        if (_frame == Trial + Breeding)
        {
            CatchUp();
            (_now, _next) = (_next, _now);
            (_frame, _bred, _parents) = (0, 0, 0);
            _generation++;
            Array.Clear(_fitness);
        }
        else if (IsBreeding)
        {
            var share = (_parents - _bred) / (Trial + Breeding - _frame);
            for (var done = 0; done <= share && _bred < _parents && !budget.IsSpent; done++)
            {
                Breed();
            }
        }
    }

    /// <inheritdoc/>
    public void CatchUp()
    {
        while (_bred < _parents)
        {
            Breed();
        }
    }

    /// <inheritdoc/>
    public void Pause()
    {
        (_frame, _bred, _parents) = (0, 0, 0);
        Array.Clear(_fitness);
    }

    /// <inheritdoc/>
    public void Resize(int before, int after)
    {
        // Whoever joins is like one who is there.
        for (var i = before; i < after; i++)
        {
            _now[i].CopyFrom(_now[i % before]);
            _next[i].CopyFrom(_now[i]);
            _fitness[i] = 0;
        }
    }

    /// <inheritdoc/>
    public void Forget(ulong seed)
    {
        Pause();
        (_seed, _generation) = (seed, 0);
        for (var i = 0; i < World.MaxPopulation; i++)
        {
            _now[i].Initialize(unchecked((seed * World.MaxPopulation) + (ulong)i));
        }
    }

    /// <inheritdoc/>
    public void Show(int agent, ReadOnlySpan<float> senses, Thought thought)
    {
        senses.CopyTo(thought.Seen);
        _now[agent].Forward(senses, thought.Inside, thought.Chances);
        thought.Action = Categorical.Best(thought.Chances);
        Categorical.Softmax(thought.Chances, thought.Chances);
        thought.Value = 0;
        _now[agent].CopyParametersTo(_parameters);
        ThoughtWeights.Copy(Creature.Tensors, _parameters, thought.Weights);
    }

    /// <inheritdoc/>
    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_seed);
        writer.Write(_generation);
        writer.Write(_frame);
        writer.Write(_parents);
        writer.Write(_bred);
        writer.Write(_agents);
        writer.Write<float>(_fitness.AsSpan(0, _agents));
        writer.Write<long>(_ranking.AsSpan(0, _parents));
        Save(ref writer, _now, _agents);
        Save(ref writer, _next, _bred);
    }

    /// <inheritdoc/>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Read(ref _seed);
        reader.Read(ref _generation);
        reader.Read(ref _frame);
        reader.Read(ref _parents);
        reader.Read(ref _bred);
        reader.Read(ref _agents);
        reader.Read(_fitness.AsSpan(0, _agents));
        reader.Read(_ranking.AsSpan(0, _parents));
        Restore(ref reader, _now, _agents);
        Restore(ref reader, _next, _bred);
    }

    /// <summary>Best first; of equals the one with the lower number, so that the order is the same everywhere.</summary>
    private void Rank(int agents)
    {
        for (var i = 0; i < agents; i++)
        {
            _ranking[i] = ((long)-_fitness[i] << 32) | (uint)i;
        }

        Array.Sort(_ranking, 0, agents);
        (_parents, _bred) = (agents, 0);
    }

    private void Breed()
    {
        // The first tenth lives on as it is; the rest are children of the best fifth.
        var child = _bred++;
        var random = new NetRandom(unchecked((((_seed << 20) + (ulong)_generation) << 16) + (ulong)child));
        var parent = child < _parents / 10 ? child : random.NextInt(Math.Max(1, _parents / 5));
        _next[child].CopyFrom(_now[(int)(uint)_ranking[parent]]);
        if (child >= _parents / 10)
        {
            _next[child].Mutate(ref random, Deviation, Probability);
        }
    }

    private void Save(ref SnapshotWriter writer, Creature[] creatures, int count)
    {
        for (var i = 0; i < count; i++)
        {
            creatures[i].CopyParametersTo(_parameters);
            writer.Write<float>(_parameters);
        }
    }

    private void Restore(ref SnapshotReader reader, Creature[] creatures, int count)
    {
        for (var i = 0; i < count; i++)
        {
            reader.Read<float>(_parameters);
            creatures[i].LoadParameters(_parameters);
        }
    }
}
