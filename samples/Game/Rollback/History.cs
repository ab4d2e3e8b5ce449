using Game.Learning;
using Game.Simulation;

namespace Game.Rollback;

/// <summary>
/// Goes back in time: a snapshot of everything once a second, and every command since. Restoring a snapshot and repeating the frames after
/// it, learning included, ends in the same bits.
/// </summary>
/// <param name="colony">What is rolled back.</param>
public sealed class History(Colony colony)
{
    /// <summary>Frames from one snapshot to the next.</summary>
    public const int Interval = 64;

    private const int Snapshots = 12, MaxCommands = 4096;

    private readonly byte[][] _states = CreateStates();
    private readonly long[] _frames = new long[Snapshots];
    private readonly long[] _commandsBefore = new long[Snapshots];
    private readonly (long Frame, Command Command)[] _commands = new (long, Command)[MaxCommands];
    private long _taken;
    private long _commandCount;
    private long _replayed;

    /// <summary>The frame at which a replay ends; -1 outside.</summary>
    public long Goal { get; private set; } = -1;

    /// <summary>Carries out a command and keeps it.</summary>
    public void Apply(in Command command)
    {
        _commands[_commandCount++ % MaxCommands] = (colony.Frame, command);
        colony.Apply(command);
    }

    /// <summary>One frame. Within a replay, commands come from the past.</summary>
    public void Step(WorkBudget budget)
    {
        if (Goal >= 0)
        {
            Repeat();
        }
        else if (colony.Frame % Interval == 0)
        {
            Take();
        }

        colony.Step(budget);
        if (colony.Frame == Goal)
        {
            // Commands given since the last frame come first in the next.
            Repeat();
            Goal = -1;
        }
    }

    /// <summary>Goes back by at least so many frames, if they are remembered; else by as many as are.</summary>
    /// <param name="frames">How many.</param>
    /// <returns>How many it were; 0 if nothing is remembered.</returns>
    public long GoBack(int frames)
    {
        var now = colony.Frame;
        var best = -1L;
        for (var taken = Math.Max(0, _taken - Snapshots); taken < _taken; taken++)
        {
            var isWhole = _commandCount - _commandsBefore[taken % Snapshots] <= MaxCommands;
            if (isWhole && (best < 0 || _frames[taken % Snapshots] <= now - frames))
            {
                best = taken;
            }
        }

        if (best < 0 || _frames[best % Snapshots] == now)
        {
            return 0;
        }

        colony.Restore(_states[best % Snapshots]);
        _replayed = _commandsBefore[best % Snapshots];
        Goal = now;
        return now - colony.Frame;
    }

    private void Take()
    {
        // A replay comes past the same frames; their snapshots are there already.
        if (_taken > 0 && _frames[(_taken - 1) % Snapshots] >= colony.Frame)
        {
            return;
        }

        var slot = _taken++ % Snapshots;
        _frames[slot] = colony.Frame;
        _commandsBefore[slot] = _commandCount;
        colony.Save(_states[slot]);
    }

    private void Repeat()
    {
        while (_replayed < _commandCount && _commands[_replayed % MaxCommands].Frame == colony.Frame)
        {
            colony.Apply(_commands[_replayed++ % MaxCommands].Command);
        }
    }

    private static byte[][] CreateStates()
    {
        var states = new byte[Snapshots][];
        for (var i = 0; i < Snapshots; i++)
        {
            states[i] = new byte[Colony.MaxStateBytes];
        }

        return states;
    }
}
