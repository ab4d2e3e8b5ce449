using Game.Learning;
using Game.Simulation;

namespace Game.Server;

/// <summary>Everything that can be set, and how it goes.</summary>
/// <param name="Frame">Frames so far.</param>
/// <param name="Population">Agents.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Learning">Whether anything is learnt.</param>
/// <param name="Speed">Frames per sixtieth of a second.</param>
/// <param name="Budget">Milliseconds that learning may take in a frame.</param>
/// <param name="Selected">The agent that is looked into.</param>
/// <param name="Generation">Generations of the evolution.</param>
/// <param name="Seconds">Seconds of the game so far, 60 frames each.</param>
/// <param name="Score">Pellets per agent and minute in the last five of them.</param>
/// <param name="StepMicroseconds">A frame, on average over the last second of the clock.</param>
/// <param name="AllocatedPerFrame">Bytes.</param>
public sealed record Status(
    long Frame,
    int Population,
    LearnerKind Learner,
    bool Learning,
    float Speed,
    float Budget,
    int Selected,
    int Generation,
    int Seconds,
    float Score,
    float StepMicroseconds,
    float AllocatedPerFrame)
{
    /// <summary>The status of a loop.</summary>
    public static Func<Colony, LoopTimes, Status> Of(GameLoop loop) => (colony, times) => new Status(
        colony.Frame,
        colony.World.Agents.Length,
        colony.Kind,
        colony.Learns,
        loop.Speed,
        loop.BudgetMilliseconds,
        loop.Selected,
        colony.Generation,
        colony.Score.Seconds,
        colony.Score.MeanEaten(colony.Score.Seconds - 5, colony.Score.Seconds),
        times.StepMean,
        times.AllocatedPerFrame);
}

/// <summary>The score second by second.</summary>
/// <param name="First">The first second that is there.</param>
/// <param name="Eaten">Pellets per agent and minute.</param>
/// <param name="Caught">How often an agent was caught per minute.</param>
public sealed record Scores(int First, float[] Eaten, float[] Caught)
{
    /// <summary>The seconds that are kept.</summary>
    public static Scores Of(Score score)
    {
        var first = Math.Max(0, score.Seconds - Score.Kept);
        var seconds = Enumerable.Range(first, score.Seconds - first).ToArray();
        return new Scores(first, [.. seconds.Select(score.Eaten)], [.. seconds.Select(score.Caught)]);
    }
}
