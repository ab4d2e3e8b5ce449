namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Which methods printed code calls, read from the text itself: so no rule about who needs a kernel can be out of step with what is printed.
/// </summary>
internal static class PrintedCalls
{
    /// <summary>The names before an opening parenthesis, comments left out.</summary>
    /// <param name="owner">The class that they are called on; empty where they stand alone.</param>
    public static IEnumerable<string> In(string code, string owner)
    {
        var lineStart = 0;
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] == '\n')
            {
                lineStart = at + 1;
            }
            else if (code[at] == '(' && StartOfName(code, at, lineStart) is var start && start < at && IsCalledOn(code, start, lineStart, owner) && !IsComment(code, lineStart))
            {
                yield return code.Substring(start, at - start);
            }
        }
    }

    /// <summary>The texts of the called methods and of those that they need, directly or through others. No other is asked for.</summary>
    /// <param name="print">A method's text by its name; null where it is none of these methods.</param>
    public static IReadOnlyDictionary<string, string> Reached(IEnumerable<string> called, Func<string, string?> print)
    {
        var reached = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<string>(called);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!reached.ContainsKey(name) && print(name) is { } text)
            {
                reached.Add(name, text);
                foreach (var next in In(text, ""))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>Names of kernels are of letters, digits and underscores, whatever layers are called.</summary>
    private static int StartOfName(string code, int end, int lineStart)
    {
        var start = end;
        while (start > lineStart && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
        {
            start--;
        }

        return start;
    }

    private static bool IsCalledOn(string code, int name, int lineStart, string owner)
    {
        if (name == lineStart || code[name - 1] != '.')
        {
            return owner.Length == 0;
        }

        var start = StartOfName(code, name - 1, lineStart);
        return name - 1 - start == owner.Length && string.CompareOrdinal(code, start, owner, 0, owner.Length) == 0;
    }

    private static bool IsComment(string code, int lineStart)
    {
        while (lineStart < code.Length && code[lineStart] == ' ')
        {
            lineStart++;
        }

        return string.CompareOrdinal(code, lineStart, "//", 0, 2) == 0;
    }
}
