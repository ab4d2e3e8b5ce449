using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Sets the lengths of an Expect to the shape that is there, and of a Reshape the one length that is wrong.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetShapeCodeFix))]
[Shared]
public sealed class SetShapeCodeFix() : NetworkCodeFix("NLC1021", "NLC1022")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        var lengths = diagnostic.Id == "NLC1022" ? Numbers(Said(diagnostic, 4)) : Corrected(Numbers(Said(diagnostic, 1).Trim('[', ']')), Said(diagnostic, 5));
        if (lengths.Count > 0 && root.AttributeAt(diagnostic) is { } attribute)
        {
            var list = string.Join(", ", lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)));
            yield return new Fix($"Write [{attribute.KindName()}({list})]", "shape", () => root.ReplaceNode(attribute, attribute.WithNumbers(lengths)));
        }
    }

    /// <summary>The lengths with the only one exchanged that can be; none where there are several ways, or no way, to hold so many values.</summary>
    private static List<int> Corrected(List<int> lengths, string values)
    {
        if (lengths.Any(length => length < 1) || !long.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return [];
        }

        var ways = new List<List<int>>();
        for (var axis = 0; axis < lengths.Count; axis++)
        {
            var others = lengths.Where((_, other) => other != axis).Aggregate(1L, (product, length) => product * length);
            if (size % others == 0)
            {
                ways.Add([.. lengths.Select((length, other) => other == axis ? (int)(size / others) : length)]);
            }
        }

        return ways.Count == 1 ? ways[0] : [];
    }

    private static List<int> Numbers(string list) =>
        [.. list.Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(length => int.Parse(length, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];
}
