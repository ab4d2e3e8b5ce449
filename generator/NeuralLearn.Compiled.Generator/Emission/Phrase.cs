using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Numbers in comments, as they are said.</summary>
internal static class Phrase
{
    /// <summary>"1 vector", "3 vectors".</summary>
    public static string Count(long count, string word) => Literal.Int(count) + " " + word + (count == 1 ? "" : "s");

    /// <summary>"Output 4", "Outputs 4 to 7".</summary>
    public static string Range(string word, int first, int last) =>
        first >= last ? $"{word} {Literal.Int(first)}" : $"{word}s {Literal.Int(first)} to {Literal.Int(last)}";

    /// <summary>The elements of a panel that a vector holds: "Outputs 16 to 19."</summary>
    public static string Range(string word, Panel panel, int lane, int lanes) =>
        Range(word, panel.Start + lane, panel.Start + lane + Math.Min(lanes, panel.Valid - lane) - 1) + ".";
}
