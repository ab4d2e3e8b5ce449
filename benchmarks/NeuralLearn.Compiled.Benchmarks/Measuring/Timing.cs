using System.Diagnostics;

namespace NeuralLearn.Compiled.Benchmarks.Measuring;

/// <summary>
/// Times short things: calls are repeated until they fill a repeat of a millisecond or two, and the least of many repeats is what the
/// code takes when nothing disturbs it.
/// </summary>
internal static class Timing
{
    public const int Repeats = 40;
    private const double RepeatNanoseconds = 1.5e6;

    /// <summary>How many calls fill a repeat. The first calls are the JIT's and warm the caches.</summary>
    public static long Calibrate(Action<long> repeat)
    {
        repeat(Time(repeat, 1) > RepeatNanoseconds ? 1 : 100);
        long count = 1;
        while (Time(repeat, count) < RepeatNanoseconds)
        {
            count *= 2;
        }

        return count;
    }

    /// <summary>
    /// Ordinary methods are compiled again once they have been called often and nothing new was compiled for a tenth of a second: nothing
    /// is timed before that has happened.
    /// </summary>
    public static void WarmUp(IReadOnlyCollection<Action<long>> repeats)
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var repeat in repeats)
            {
                var start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 5)
                {
                    repeat(10);
                }
            }

            Thread.Sleep(150);
        }
    }

    /// <summary>Nanoseconds that so many calls take.</summary>
    public static double Time(Action<long> repeat, long count)
    {
        var start = Stopwatch.GetTimestamp();
        repeat(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>The least time of a call, from fewer repeats where one takes long.</summary>
    public static double Least(Action<long> repeat, double milliseconds = Repeats * RepeatNanoseconds / 1e6)
    {
        var count = Calibrate(repeat);
        var least = double.MaxValue;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Repeats && (i < 5 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds); i++)
        {
            least = Math.Min(least, Time(repeat, count) / count);
        }

        return least;
    }
}
