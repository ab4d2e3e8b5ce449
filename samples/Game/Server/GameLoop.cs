using System.Collections.Concurrent;
using System.Diagnostics;
using Game.Brains;
using Game.Learning;
using Game.Rollback;
using Game.Simulation;

namespace Game.Server;

/// <summary>
/// Runs the colony on a thread of its own, 60 ticks a second, as many frames in each as the speed says. The wall clock decides when frames
/// are simulated; what is in them is decided by seed and commands alone.
/// </summary>
public sealed class GameLoop : IDisposable
{
    private const int TicksPerSecond = 60, ReplayFramesPerTick = 3;

    private readonly Colony _colony;
    private readonly History _history;
    private readonly StepMeter _meter = new();
    private readonly Thought _thought = new();
    private readonly ConcurrentQueue<Command> _commands = new();
    private readonly ConcurrentQueue<RollbackRequest> _requests = new();
    private readonly byte[] _encoded = new byte[Frames.MaxBytes];
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private RollbackRequest? _replaying;
    private readonly byte[] _published = new byte[Frames.MaxBytes];
    private int _publishedLength;
    private long _version;
    private double _owed;
    private volatile bool _stops;

    /// <summary>Makes a loop; <see cref="Start"/> starts it.</summary>
    public GameLoop(Colony colony)
    {
        _colony = colony;
        _history = new History(colony);
        _thread = new Thread(Run) { IsBackground = true, Name = "game" };
    }

    /// <summary>Frames per tick; 1 is life's own speed.</summary>
    public float Speed { get; set; } = 1;

    /// <summary>Milliseconds that learning may take in a frame.</summary>
    public float BudgetMilliseconds { get; set; } = 2;

    /// <summary>The agent whose thoughts are shown.</summary>
    public int Selected { get; set; }

    /// <summary>Counts published frames.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Hands in a command that was checked before; it takes effect before the next frame.</summary>
    public void Give(in Command command) => _commands.Enqueue(command);

    /// <summary>Rolls back and replays; what came of it is there when the replay has caught up.</summary>
    public Task<RollbackReport> RollBack(int frames)
    {
        var request = new RollbackRequest(frames);
        _requests.Enqueue(request);
        return request.Done.Task;
    }

    /// <summary>Copies the last published frame.</summary>
    /// <returns>Its bytes.</returns>
    public int CopyFrame(Span<byte> destination)
    {
        lock (_lock)
        {
            _published.AsSpan(0, _publishedLength).CopyTo(destination);
            return _publishedLength;
        }
    }

    /// <summary>Looks at the colony between two frames.</summary>
    public T Read<T>(Func<Colony, LoopTimes, T> read)
    {
        lock (_colony)
        {
            return read(_colony, _meter.Last);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stops = true;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        var tick = Stopwatch.Frequency / TicksPerSecond;
        var next = Stopwatch.GetTimestamp();
        while (!_stops)
        {
            lock (_colony)
            {
                Tick(next + tick);
                Publish();
            }

            next += tick;
            var now = Stopwatch.GetTimestamp();
            if (now < next)
            {
                Thread.Sleep(TimeSpan.FromSeconds((next - now) / (double)Stopwatch.Frequency));
            }
            else
            {
                // Too slow for this speed: the game slows down instead of running after the clock.
                next = now;
            }
        }
    }

    private void Tick(long end)
    {
        if (_replaying is null && _requests.TryDequeue(out var request))
        {
            Begin(request);
        }

        while (_replaying is null && _commands.TryDequeue(out var command))
        {
            _history.Apply(command);
        }

        _owed = Math.Min(_owed + (_replaying is null ? Speed : ReplayFramesPerTick), 64);
        while (_owed >= 1 && (Stopwatch.GetTimestamp() < end || _owed >= 63))
        {
            _owed--;
            _meter.Begin();
            _history.Step(WorkBudget.FromNow(TimeSpan.FromMilliseconds(BudgetMilliseconds)));
            _meter.End();
            if (_replaying is not null && _history.Goal < 0)
            {
                Finish();
                break;
            }
        }

        _meter.Tick();
    }

    private void Begin(RollbackRequest request)
    {
        request.Before = _colony.Hash();
        request.To = _colony.Frame;
        request.Frames = (int)_history.GoBack(request.Frames);
        request.Clock = Stopwatch.GetTimestamp();
        _replaying = request;
        if (request.Frames == 0)
        {
            Finish();
        }
    }

    private void Finish()
    {
        var request = _replaying!;
        _replaying = null;
        request.Done.SetResult(new RollbackReport(
            request.To - request.Frames,
            request.To,
            request.Frames,
            $"{request.Before:x16}",
            $"{_colony.Hash():x16}",
            request.Before == _colony.Hash(),
            Stopwatch.GetElapsedTime(request.Clock).TotalMilliseconds));
    }

    private void Publish()
    {
        var selected = Math.Clamp(Selected, 0, _colony.World.Agents.Length - 1);
        _colony.Show(selected, _thought);
        var times = _meter.Last with { IsReplaying = _replaying is not null };
        var length = Frames.Write(_encoded, _colony, times, selected, _thought);
        _colony.World.Happenings.Clear();
        lock (_lock)
        {
            _encoded.AsSpan(0, length).CopyTo(_published);
            _publishedLength = length;
        }

        Interlocked.Increment(ref _version);
    }
}
