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
            else if (code[at] == '(' && NameBefore(code, at, lineStart) is { Length: > 0 } name
                && OwnerBefore(code, at - name.Length, lineStart) == owner && !IsComment(code, lineStart))
            {
                yield return name;
            }
        }
    }

    /// <summary>Those of the methods that the called ones need, directly or through others.</summary>
    /// <param name="methods">Each method's text by its name.</param>
    public static ISet<string> Reached(IEnumerable<string> called, IReadOnlyDictionary<string, string> methods)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(called.Where(methods.ContainsKey));
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (reached.Add(name))
            {
                foreach (var next in In(methods[name], "").Where(methods.ContainsKey))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>Names of kernels are of letters, digits and underscores, whatever layers are called.</summary>
    private static string NameBefore(string code, int end, int lineStart)
    {
        var start = end;
        while (start > lineStart && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
        {
            start--;
        }

        return code.Substring(start, end - start);
    }

    private static string OwnerBefore(string code, int name, int lineStart) =>
        name > lineStart && code[name - 1] == '.' ? NameBefore(code, name - 1, lineStart) : "";

    private static bool IsComment(string code, int lineStart)
    {
        while (lineStart < code.Length && code[lineStart] == ' ')
        {
            lineStart++;
        }

        return string.CompareOrdinal(code, lineStart, "//", 0, 2) == 0;
    }
}
