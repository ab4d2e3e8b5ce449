using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Reads how the learning rate changes, as in "cosine", "step 30 0.1" or "cosine warmup 200".</summary>
internal static class ScheduleText
{
    /// <summary>Reads it.</summary>
    /// <param name="text">What stands on the command line.</param>
    /// <exception cref="ToolFailure">It is no schedule; the message says which there are.</exception>
    public static Schedule Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        int? warmup = null;
        var at = words.IndexOf("warmup");
        if (at >= 0)
        {
            warmup = at == words.Count - 2 ? Whole(words[at + 1], text) : throw Wrong(text);
            words.RemoveRange(at, 2);
        }

        // What makes no sense as a number, the library refuses in its own words.
        return Refusals.Said(() =>
        {
            var schedule = words switch
            {
                [] when warmup is not null => Schedule.Constant(),
                ["cosine"] => Schedule.Cosine(),
                ["cosine", var least] => Schedule.Cosine(Real(least, text)),
                ["step", var every] => Schedule.Step(Whole(every, text)),
                ["step", var every, var factor] => Schedule.Step(Whole(every, text), Real(factor, text)),
                ["exponential", var factor] => Schedule.Exponential(Real(factor, text)),
                ["plateau"] => Schedule.ReduceOnPlateau(),
                ["plateau", var patience] => Schedule.ReduceOnPlateau(patience: Whole(patience, text)),
                ["plateau", var patience, var factor] => Schedule.ReduceOnPlateau(Real(factor, text), Whole(patience, text)),
                _ => throw Wrong(text),
            };
            return warmup is { } steps ? schedule.WithWarmup(steps) : schedule;
        });
    }

    private static int Whole(string word, string text) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text);

    private static double Real(string word, string text) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Wrong(text);

    private static ToolFailure Wrong(string text) => new(
        $"--schedule '{text}': expected is cosine [LEAST], step EPOCHS [FACTOR], exponential FACTOR, plateau [EPOCHS [FACTOR]] or nothing, and behind it perhaps warmup STEPS.",
        ExitCode.Usage);
}
