using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>Source in which {|NLC0001:text|} says where a message is expected; spans may be nested.</summary>
internal sealed partial record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(int Index, string Id, int Start)>();
        var expected = new List<(int Index, string Id, TextSpan Span)>();
        var count = 0;
        for (var i = 0; i < marked.Length; i++)
        {
            var match = Opening().Match(marked, i);
            if (match.Success)
            {
                open.Push((count++, match.Groups[1].Value, text.Length));
                i += match.Length - 1;
            }
            else if (marked.AsSpan(i).StartsWith("|}", StringComparison.Ordinal) && open.TryPop(out var start))
            {
                expected.Add((start.Index, start.Id, TextSpan.FromBounds(start.Start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.Empty(open);
        return new Markup(text.ToString(), [.. expected.OrderBy(item => item.Index).Select(item => (item.Id, item.Span))]);
    }

    [GeneratedRegex(@"\G\{\|(NLC\d{4}):")]
    private static partial Regex Opening();
}
