using Game.Rollback;
using NeuralLearn.Compiled;

namespace Game.Simulation;

/// <summary>
/// The arena: agents, what they eat, and what eats them. One call of <see cref="Move"/> is a frame. Nothing here knows what time it is, and
/// nothing is allocated after construction; the same seed and the same actions give the same bits on every machine.
/// </summary>
public sealed class World
{
    /// <summary>The fewest and the most agents.</summary>
    public const int MinPopulation = 10, MaxPopulation = 1000;

    /// <summary>Room for pellets: those that grow again, and those that the player drops.</summary>
    public const int MaxPellets = MaxPopulation + 400;

    /// <summary>Wild hunters; one more appears where the player is.</summary>
    public const int WildHunters = 7;

    /// <summary>What being caught costs, in pellets.</summary>
    public const int PriceOfBeingCaught = 5;

    private const float AgentSpeed = 2.2f, EatingDistance = 9, CatchingDistance = 15, Elbow = 24;

    private readonly Agent[] _agents = new Agent[MaxPopulation];
    private readonly Pellet[] _pellets = new Pellet[MaxPellets];
    private readonly Hunter[] _hunters = new Hunter[WildHunters + 1];
    private NetRandom _random;
    private int _population;
    private int _pelletCount;
    private int _playerHunts;
    private float _playerX, _playerY;

    /// <summary>Makes an arena.</summary>
    public World(ulong seed, int population)
    {
        _random = new NetRandom(seed);
        for (var i = 0; i < WildHunters; i++)
        {
            Scatter(ref _hunters[i].X, ref _hunters[i].Y);
            Turns.AtRandom(ref _random, out _hunters[i].HeadingX, out _hunters[i].HeadingY);
        }

        Resize(population);
    }

    /// <summary>The agents.</summary>
    public Span<Agent> Agents => _agents.AsSpan(0, _population);

    /// <summary>What there is to eat.</summary>
    public ReadOnlySpan<Pellet> Pellets => _pellets.AsSpan(0, _pelletCount);

    /// <summary>The hunters; the player's, where there is one, is the last.</summary>
    public ReadOnlySpan<Hunter> Hunters => _hunters.AsSpan(0, WildHunters + _playerHunts);

    /// <summary>Whether the player hunts.</summary>
    public bool PlayerHunts => _playerHunts != 0;

    /// <summary>Where pellets are.</summary>
    public Grid PelletGrid { get; } = new(MaxPellets);

    /// <summary>Where agents are: they do not run into each other.</summary>
    private Grid AgentGrid { get; } = new(MaxPopulation);

    /// <summary>What happened since somebody last looked, to be drawn; no part of the state.</summary>
    public Happenings Happenings { get; } = new();

    /// <summary>Pellets that grow again: three for five agents.</summary>
    private int Growing => _population * 3 / 5;

    /// <summary>Sorts pellets by place: before anybody looks.</summary>
    public void Sort()
    {
        PelletGrid.Clear();
        for (var i = 0; i < _pelletCount; i++)
        {
            PelletGrid.Place(i, _pellets[i].X, _pellets[i].Y);
        }

        PelletGrid.Sort(_pelletCount);
    }

    /// <summary>One frame: agents turn and go on, eat and are caught.</summary>
    /// <param name="actions">A turn per agent.</param>
    public void Move(ReadOnlySpan<byte> actions)
    {
        for (var i = 0; i < _population; i++)
        {
            ref var agent = ref _agents[i];
            agent.Reward = 0;
            agent.WasCaught = 0;
            agent.Glow *= 0.995f;
            Turns.Turn(ref agent.HeadingX, ref agent.HeadingY, actions[i]);
            agent.X = Torus.WrapX(agent.X + (agent.HeadingX * AgentSpeed));
            agent.Y = Torus.WrapY(agent.Y + (agent.HeadingY * AgentSpeed));
            Eat(ref agent);
        }

        KeepApart();
        for (var i = 0; i < WildHunters; i++)
        {
            HunterDrive.Move(ref _hunters[i], Agents, ref _random);
        }

        if (_playerHunts != 0)
        {
            HunterDrive.Follow(ref _hunters[WildHunters], _playerX, _playerY);
        }

        foreach (ref var hunter in _hunters.AsSpan(0, WildHunters + _playerHunts))
        {
            Catch(ref hunter);
        }
    }

    /// <summary>More or fewer agents; the first stay as they are.</summary>
    public void Resize(int population)
    {
        var (before, growing) = (_population, Growing);
        _population = population;
        for (var i = before; i < population; i++)
        {
            _agents[i] = default;
            Appear(ref _agents[i]);
        }

        // What the player dropped stays behind what grows.
        var dropped = _pelletCount - growing;
        Span<Pellet> kept = stackalloc Pellet[MaxPellets - MaxPopulation];
        dropped = Math.Min(dropped, kept.Length);
        _pellets.AsSpan(growing, dropped).CopyTo(kept);
        for (var i = growing; i < Growing; i++)
        {
            Scatter(ref _pellets[i].X, ref _pellets[i].Y);
        }

        kept[..dropped].CopyTo(_pellets.AsSpan(Growing));
        _pelletCount = Growing + dropped;
    }

    /// <summary>Drops pellets around a place; they do not grow again.</summary>
    public void Feed(float x, float y)
    {
        const int Handful = 24;
        for (var i = 0; i < Handful && _pelletCount < Math.Min(MaxPellets, Growing + 400); i++)
        {
            _pellets[_pelletCount++] = new Pellet
            {
                X = Torus.WrapX(x + (_random.NextNormal() * 28)),
                Y = Torus.WrapY(y + (_random.NextNormal() * 28)),
            };
        }
    }

    /// <summary>The player hunts at a place, or no longer.</summary>
    public void Hunt(bool hunts, float x, float y)
    {
        if (hunts && _playerHunts == 0)
        {
            _hunters[WildHunters] = new Hunter { X = x, Y = y, HeadingX = 1 };
        }

        (_playerHunts, _playerX, _playerY) = (hunts ? 1 : 0, x, y);
    }

    /// <summary>Writes the state.</summary>
    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_population);
        writer.Write(_pelletCount);
        writer.Write(_playerHunts);
        writer.Write(_playerX);
        writer.Write(_playerY);
        writer.Write(_random);
        writer.Write<Hunter>(_hunters);
        writer.Write<Agent>(Agents);
        writer.Write(Pellets);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Read(ref _population);
        reader.Read(ref _pelletCount);
        reader.Read(ref _playerHunts);
        reader.Read(ref _playerX);
        reader.Read(ref _playerY);
        reader.Read(ref _random);
        reader.Read<Hunter>(_hunters);
        reader.Read(Agents);
        reader.Read(_pellets.AsSpan(0, _pelletCount));
    }

    private void Eat(ref Agent agent)
    {
        int column = Grid.ColumnOf(agent.X), row = Grid.RowOf(agent.Y);
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                foreach (var i in PelletGrid.In(x, y))
                {
                    // Sorted at the frame's beginning: some are gone since, or somewhere else, and are found there in the next frame.
                    if (i < _pelletCount && IsWithin(agent.X, agent.Y, _pellets[i].X, _pellets[i].Y, EatingDistance))
                    {
                        agent.Reward += 1;
                        agent.Eaten++;
                        agent.Glow += (1 - agent.Glow) * 0.3f;
                        Happenings.Add(_pellets[i].X, _pellets[i].Y, caught: false);
                        Replace(i);
                    }
                }
            }
        }
    }

    /// <summary>Agents that touch push each other away, in the order of their numbers.</summary>
    private void KeepApart()
    {
        AgentGrid.Clear();
        for (var i = 0; i < _population; i++)
        {
            AgentGrid.Place(i, _agents[i].X, _agents[i].Y);
        }

        AgentGrid.Sort(_population);
        for (var i = 0; i < _population; i++)
        {
            int column = Grid.ColumnOf(_agents[i].X), row = Grid.RowOf(_agents[i].Y);
            for (var y = row - 1; y <= row + 1; y++)
            {
                for (var x = column - 1; x <= column + 1; x++)
                {
                    foreach (var other in AgentGrid.In(x, y))
                    {
                        if (other > i)
                        {
                            Push(ref _agents[i], ref _agents[other]);
                        }
                    }
                }
            }
        }
    }

    private static void Push(ref Agent one, ref Agent other)
    {
        float wayX = Torus.AlongX(one.X, other.X), wayY = Torus.AlongY(one.Y, other.Y);
        var square = (wayX * wayX) + (wayY * wayY);
        if (square >= Elbow * Elbow || square < 1e-6f)
        {
            return;
        }

        var distance = MathF.Sqrt(square);
        var push = (Elbow - distance) / distance * 0.2f;
        one.X = Torus.WrapX(one.X - (wayX * push));
        one.Y = Torus.WrapY(one.Y - (wayY * push));
        other.X = Torus.WrapX(other.X + (wayX * push));
        other.Y = Torus.WrapY(other.Y + (wayY * push));
    }

    private void Replace(int pellet)
    {
        if (pellet < Growing)
        {
            Scatter(ref _pellets[pellet].X, ref _pellets[pellet].Y);
        }
        else
        {
            _pellets[pellet] = _pellets[--_pelletCount];
        }
    }

    private void Catch(ref Hunter hunter)
    {
        for (var i = 0; i < _population && hunter.Rest == 0; i++)
        {
            ref var agent = ref _agents[i];
            if (IsWithin(hunter.X, hunter.Y, agent.X, agent.Y, CatchingDistance))
            {
                Happenings.Add(agent.X, agent.Y, caught: true);
                agent.Reward -= PriceOfBeingCaught;
                agent.WasCaught = 1;
                agent.Glow = 0;
                Appear(ref agent);
                hunter.Rest = HunterDrive.Digestion;
            }
        }
    }

    private void Appear(ref Agent agent)
    {
        Scatter(ref agent.X, ref agent.Y);
        Turns.AtRandom(ref _random, out agent.HeadingX, out agent.HeadingY);
    }

    private void Scatter(ref float x, ref float y)
    {
        x = _random.NextSingle() * Torus.Width;
        y = _random.NextSingle() * Torus.Height;
    }

    private static bool IsWithin(float x, float y, float otherX, float otherY, float distance)
    {
        float wayX = Torus.AlongX(x, otherX), wayY = Torus.AlongY(y, otherY);
        return (wayX * wayX) + (wayY * wayY) < distance * distance;
    }
}
