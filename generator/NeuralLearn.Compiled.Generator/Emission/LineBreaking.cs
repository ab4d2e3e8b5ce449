namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Breaks what is too long for a line: comments between words, code behind a comma or before an operator.</summary>
internal static class LineBreaking
{
    /// <summary>Characters of an emitted line with its indentation. A table's rows may be longer.</summary>
    public const int Longest = 160;

    /// <summary>A word has to go somewhere, even where the blocks leave no room.</summary>
    private const int Shortest = 60;

    private static readonly string[] Operators = [" ? ", " : ", " || ", " && ", " => ", " where ", " + ", " - ", " * ", " = "];

    /// <summary>Whether a line stays as it is.</summary>
    public static bool Fits(string line, int indent) => line.Length <= Math.Max(Shortest, Longest - indent) || line[0] == '#';

    /// <param name="line">One line without its indentation; it may bring some of its own.</param>
    /// <param name="indent">Columns that it will be moved to the right.</param>
    public static IEnumerable<string> Lines(string line, int indent)
    {
        if (Fits(line, indent))
        {
            return [line];
        }

        var room = Math.Max(Shortest, Longest - indent);
        var own = line.Length - line.TrimStart().Length;
        var text = line.Substring(own);
        var prefix = new string(' ', own);
        var comment = text.StartsWith("/// ", StringComparison.Ordinal) ? "/// " : text.StartsWith("// ", StringComparison.Ordinal) ? "// " : null;
        return comment is null ? Code(text, prefix, room - own) : Words(text.Substring(comment.Length), prefix + comment, room - own - comment.Length);
    }

    private static List<string> Words(string text, string prefix, int room)
    {
        var lines = new List<string>();
        while (text.Length > room)
        {
            var at = BreakBetweenWords(text, room);
            if (at < 0)
            {
                break;
            }

            lines.Add(prefix + text.Substring(0, at).TrimEnd());
            text = text.Substring(at).TrimStart();
        }

        lines.Add(prefix + text);
        return lines;
    }

    /// <summary>The last blank that is not inside a tag; behind the room if there is none before.</summary>
    private static int BreakBetweenWords(string text, int room)
    {
        var (best, inTag) = (-1, false);
        for (var i = 0; i < text.Length && (i <= room || best < 0); i++)
        {
            inTag = text[i] == '<' ? i + 1 < text.Length && text[i + 1] != ' ' : text[i] != '>' && inTag;
            if (text[i] == ' ' && !inTag && i > 0)
            {
                best = i;
            }
        }

        return best;
    }

    private static List<string> Code(string text, string prefix, int room)
    {
        var lines = new List<string>();
        var next = prefix;
        while (text.Length > room)
        {
            var at = BreakInCode(text, room);
            if (at <= 0)
            {
                break;
            }

            lines.Add(next + text.Substring(0, at).TrimEnd());
            text = text.Substring(at).TrimStart();
            if (next == prefix)
            {
                next = prefix + "    ";
                room -= 4;
            }
        }

        lines.Add(next + text);
        return lines;
    }

    /// <summary>
    /// The place in the fewest brackets, the last of those: behind a comma or before an operator. What opens must not be so far ahead that
    /// nothing but a name stays on the line.
    /// </summary>
    private static int BreakInCode(string text, int room)
    {
        // What is left of a broken line may begin with a text.
        var (best, bestDepth, depth, inText) = (-1, int.MaxValue, 0, text[0] == '"');
        for (var i = 1; i < text.Length && i <= room; i++)
        {
            if (inText && text[i] == '\\')
            {
                i++;
                continue;
            }

            if (text[i] == '"')
            {
                inText = !inText;
            }

            if (inText)
            {
                continue;
            }

            depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            var isBreak = (text[i] == ' ' && text[i - 1] == ',') || (text[i] == ' ' && Operators.Any(sign => string.CompareOrdinal(text, i, sign, 0, sign.Length) == 0));
            if (isBreak && (depth <= bestDepth || best < room / 3) && i < room)
            {
                (best, bestDepth) = (i, depth);
            }
        }

        return best;
    }
}
