namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>The word that somebody may have meant.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'dense'?", or nothing where no word is near.</summary>
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var lower = word.ToLowerInvariant();
        var (nearest, distance) = known.Select(candidate => (candidate, Distance: Distance(lower, candidate.ToLowerInvariant()))).DefaultIfEmpty(("", int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, word.Length / 3) ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>Letters to change, add or leave out (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
