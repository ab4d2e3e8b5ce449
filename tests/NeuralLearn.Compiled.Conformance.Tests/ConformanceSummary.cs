using System.Globalization;
using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance;

/// <summary>The results as text: a line a family, and for every failing case its declaration and what was wrong.</summary>
internal static class ConformanceSummary
{
    /// <summary>A wrong layer fails in every tensor; the first few say as much as all.</summary>
    private const int ProblemsShown = 12;

    public static string Line(string title, IReadOnlyCollection<CaseResult> results)
    {
        var ran = results.Count(result => result.Ran);
        var failed = results.Count(result => result.Failed);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-24} {ran,4} ran {ran - failed,4} passed {failed,4} failed {results.Count - ran,4} not supported");
        return line + Closest(results) + NotCompared(results) + Reasons(results);
    }

    public static string Failure(CaseResult result)
    {
        var lines = new List<string> { $"{result.Translated.Reference.Name}:" };
        lines.AddRange(result.Translated.Declaration.Select(attribute => $"    {attribute}"));
        lines.AddRange(result.Problems.Take(ProblemsShown).Select(problem => $"  - {problem}"));
        if (result.Problems.Count > ProblemsShown)
        {
            lines.Add($"  - ... and {result.Problems.Count - ProblemsShown} more");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Closest(IEnumerable<CaseResult> results)
    {
        var closest = results
            .Where(result => !result.Failed && result.Report?.Worst is not null)
            .MaxBy(result => result.Report!.Worst!.Ratio);
        if (closest is null)
        {
            return "";
        }

        Comparison worst = closest.Report!.Worst!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"; at most {worst.Ratio:0.###} of a tolerance ({closest.Translated.Reference.Name} {worst.Tensor})");
    }

    private static string NotCompared(IEnumerable<CaseResult> results)
    {
        var count = results.Sum(result => result.Report?.NotCompared.Count ?? 0);
        return count == 0 ? "" : $"; {count} recorded tensors have no counterpart";
    }

    private static string Reasons(IEnumerable<CaseResult> results)
    {
        var reasons = results
            .SelectMany(result => result.Translated.Missing)
            .GroupBy(reason => reason, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()})")
            .ToList();
        return reasons.Count == 0 ? "" : $"; missing: {string.Join(", ", reasons)}";
    }
}
