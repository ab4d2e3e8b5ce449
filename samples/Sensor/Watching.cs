using System.Diagnostics;

namespace Sensor;

/// <summary>What came of watching a wrist.</summary>
/// <param name="Right">Per gesture, the share of its samples that were named right, from half a second after it began.</param>
/// <param name="Limit">The surprise that one sample in ten thousand exceeded, and half as much again.</param>
/// <param name="Breaks">How often the strap came loose.</param>
/// <param name="Found">How often that was noticed while it was loose.</param>
/// <param name="Delay">Seconds until it was, on average.</param>
/// <param name="FalseAlarms">How often surprise rose above the limit with the strap tight.</param>
public sealed record Seen(IReadOnlyList<(Gesture Gesture, double Share)> Right, float Limit, int Breaks, int Found, double Delay, int FalseAlarms);

/// <summary>Watches wrists as the device would, and compares what it says with what was so.</summary>
public static class Watching
{
    /// <summary>A gesture shows after half a second at the earliest.</summary>
    private const int Settling = Accelerometer.Rate / 2;

    /// <summary>The surprise fades within two seconds of a loose strap.</summary>
    private const int Fading = 2 * Accelerometer.Rate;

    /// <summary>Watches for some minutes.</summary>
    /// <param name="wrist">What watches.</param>
    /// <param name="sensor">What is watched.</param>
    /// <param name="minutes">For how long.</param>
    /// <param name="breaks">Whether the strap comes loose for a second every half minute.</param>
    /// <param name="limit">The surprise that is an alarm.</param>
    public static Seen Run(Wrist wrist, Accelerometer sensor, int minutes, bool breaks, float limit = float.PositiveInfinity)
    {
        var samples = minutes * 60 * Accelerometer.Rate;
        int[] right = new int[4], all = new int[4];
        var surprises = new List<float>(samples);
        int broken = 0, found = 0, falseAlarms = 0, delays = 0, sinceBreak = int.MaxValue;
        bool noticed = true, alarmed = false;
        Span<float> sample = stackalloc float[Accelerometer.Axes];
        for (var at = 0; at < samples; at++)
        {
            if (breaks && at % (30 * Accelerometer.Rate) == 15 * Accelerometer.Rate)
            {
                sensor.Break(Accelerometer.Rate);
                broken++;
                (noticed, sinceBreak) = (false, 0);
            }

            sensor.Read(sample);
            var answer = wrist.OnSample(sample, out _);
            surprises.Add(wrist.Surprise);
            var alarm = wrist.Surprise > limit;
            if (sinceBreak <= Accelerometer.Rate && alarm && !noticed)
            {
                noticed = true;
                found++;
                delays += sinceBreak;
            }
            else if (sinceBreak > Accelerometer.Rate + Fading && alarm && !alarmed)
            {
                falseAlarms++;
            }

            alarmed = alarm;
            sinceBreak = sinceBreak == int.MaxValue ? sinceBreak : sinceBreak + 1;
            if (sensor.Since > Settling && sinceBreak > Accelerometer.Rate + Fading)
            {
                all[(int)sensor.Gesture]++;
                right[(int)sensor.Gesture] += answer == sensor.Gesture ? 1 : 0;
            }
        }

        surprises.Sort();
        return new Seen(
            [.. Enumerable.Range(0, 4).Select(gesture => ((Gesture)gesture, right[gesture] / (double)all[gesture]))],
            1.5f * surprises[(int)(surprises.Count * 0.9999)],
            broken,
            found,
            found == 0 ? double.NaN : delays / (double)found / Accelerometer.Rate,
            falseAlarms);
    }

    /// <summary>Nanoseconds and allocated bytes of a sample, both networks together.</summary>
    /// <param name="wrist">What is measured.</param>
    public static (double Nanoseconds, long Bytes) TimeOfAStep(Wrist wrist)
    {
        const int Samples = 200_000;
        Span<float> sample = [0.1f, -0.2f, 1.1f];
        var best = double.PositiveInfinity;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Samples; i++)
            {
                wrist.OnSample(sample, out _);
            }

            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / Samples);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            wrist.OnSample(sample, out _);
        }

        return (best, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
