using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>The lines of a network's declaration, and the class that carries them.</summary>
internal sealed record DeclaredNetwork(IReadOnlyList<AttributeLine> Lines)
{
    private const int LongestLine = 120;

    /// <summary>Sentences for the class's summary; nothing if empty.</summary>
    public string Summary { get; init; } = "";

    public bool HasInput => Lines.Any(line => line.Kind == "Input");

    public bool HasLoss => Lines.Any(line => AttributeWord.Find(line.Kind) is { IsLoss: true });

    public bool HasOptimizer => Lines.Any(line => AttributeWord.Find(line.Kind) is { IsOptimizer: true });

    /// <summary>A class name, or a namespace with its dots, that the compiler takes; else a failure that says which option it came from.</summary>
    public static void CheckNames(string className, string? @namespace)
    {
        if (!SyntaxFacts.IsValidIdentifier(className) || SyntaxFacts.GetKeywordKind(className) != SyntaxKind.None)
        {
            throw new ToolFailure($"'{className}' is no name for a class: letters, digits and _ are, not beginning with a digit, and it is no word of C# itself.", ExitCode.Usage);
        }

        if (@namespace?.Split('.').FirstOrDefault(part => !SyntaxFacts.IsValidIdentifier(part) || SyntaxFacts.GetKeywordKind(part) != SyntaxKind.None) is { } wrong)
        {
            throw new ToolFailure($"'{@namespace}' is no name for a namespace: '{wrong}' is no identifier.", ExitCode.Usage);
        }
    }

    /// <summary>The whole file.</summary>
    public string ToSource(string className, string? @namespace = null)
    {
        CheckNames(className, @namespace);
        var text = new StringBuilder("using NeuralLearn.Compiled;\n\n");
        if (@namespace is not null)
        {
            text.Append("namespace ").Append(@namespace).Append(";\n\n");
        }

        if (Summary.Length > 0)
        {
            text.Append("/// <summary>").Append(Xml(Summary)).Append("</summary>\n");
        }

        text.Append("[Network]\n");
        var column = Math.Min(60, Lines.Where(line => line.Comment.Length > 0).Select(line => line.ToString().Length).DefaultIfEmpty().Max());
        foreach (var line in Lines)
        {
            var attribute = Wrapped(line.ToString());
            text.Append(line.Comment.Length == 0 ? attribute : $"{attribute.PadRight(column)}  // {OneLine(line.Comment)}").Append('\n');
        }

        return text.Append("public sealed partial class ").Append(className).Append(";\n").ToString();
    }

    private static string Xml(string text) => OneLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("->", "→", StringComparison.Ordinal);

    private static string OneLine(string text) => new([.. text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u0085' ? ' ' : letter)]);

    /// <summary>Long lists go on in the next line, behind a comma.</summary>
    private static string Wrapped(string line)
    {
        if (line.Length <= LongestLine)
        {
            return line;
        }

        var text = new StringBuilder();
        var length = 0;
        foreach (var part in Parts(line))
        {
            if (length > 0 && length + part.Length + 2 > LongestLine)
            {
                text.Append(",\n    ");
                length = 4;
            }
            else if (length > 0)
            {
                text.Append(", ");
                length += 2;
            }

            text.Append(part);
            length += part.Length;
        }

        return text.ToString();
    }

    /// <summary>What stands between the commas of the code: those inside of texts are the texts' own.</summary>
    private static IEnumerable<string> Parts(string line)
    {
        var (start, isText) = (0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && isText)
            {
                i++;
            }
            else if (line[i] == '"')
            {
                isText = !isText;
            }
            else if (!isText && line[i] == ',' && i + 1 < line.Length && line[i + 1] == ' ')
            {
                yield return line[start..i];
                start = i + 2;
            }
        }

        yield return line[start..];
    }
}
