using System.Diagnostics;
using Game.Learning;
using Game.Rollback;
using Game.Simulation;

namespace Game;

/// <summary>The game without a server: runs frames as fast as they go and says what came of them.</summary>
public static class Headless
{
    private const int Warmup = 2 * Evolution.Trial;

    /// <summary>Runs it.</summary>
    /// <param name="frames">How many frames.</param>
    /// <param name="population">Agents.</param>
    /// <param name="learner">Who learns.</param>
    /// <param name="seed">Where everything random comes from.</param>
    /// <returns>0; 1 where frames allocated memory or the replay ended in other bits.</returns>
    public static int Run(int frames, int population, LearnerKind learner, ulong seed)
    {
        var colony = new Colony(seed, population, learner);
        var history = new History(colony);
        Console.WriteLine($"{population} agents, {learner}, seed {seed}");
        Console.WriteLine("second  pellets/min  caught/min");
        long bytes = 0, time = 0;
        var measured = 0;
        for (var frame = 0; frame < frames; frame++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            history.Step(WorkBudget.Unlimited);
            if (frame >= Math.Min(Warmup, frames / 2))
            {
                time += Stopwatch.GetTimestamp() - began;
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
                measured++;
            }

            if (colony.Frame % (5 * Score.FramesPerSecond) == 0)
            {
                var now = colony.Score.Seconds;
                Console.WriteLine($"{now,6}  {colony.Score.MeanEaten(now - 5, now),11:F1}  {colony.Score.MeanCaught(now - 5, now),10:F2}");
            }
        }

        Console.WriteLine($"a frame    {time / (double)Stopwatch.Frequency / Math.Max(1, measured) * 1e6:F0} µs, {(double)bytes / Math.Max(1, measured):0.#} bytes allocated");
        var hash = colony.Hash();
        var back = history.GoBack(4 * Score.FramesPerSecond);
        while (history.Goal >= 0)
        {
            history.Step(WorkBudget.Unlimited);
        }

        Console.WriteLine($"state      {hash:x16}");
        Console.WriteLine($"rollback   {back} frames replayed: {colony.Hash():x16}, {(colony.Hash() == hash ? "the same" : "NOT the same")}");
        return bytes == 0 && colony.Hash() == hash ? 0 : 1;
    }
}
