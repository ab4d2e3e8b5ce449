using System.CommandLine;

namespace NeuralLearn.Compiled.Tool;

/// <summary>What --help shows: one line for each command where they are listed, the whole of one where it is asked for.</summary>
internal static class HelpText
{
    /// <summary>As wide as the descriptions are written; where there is less room they flow.</summary>
    private const int WrittenWidth = 132;

    /// <summary>Shortens and wraps descriptions before anything is printed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="width">Of the terminal; null where there is none.</param>
    public static void Fit(ParseResult parsed, int? width)
    {
        var asked = parsed.CommandResult.Command;
        foreach (var command in asked.Subcommands)
        {
            command.Description = Summary(command.Description ?? "");
        }

        if (width < WrittenWidth)
        {
            asked.Description = Flowing(asked.Description ?? "");
        }
    }

    /// <summary>The first sentence, up to where it goes into particulars.</summary>
    public static string Summary(string description)
    {
        var text = Flowing(description).Split('\n')[0];
        var ends = new[] { text.IndexOf(": ", StringComparison.Ordinal), text.IndexOf(". ", StringComparison.Ordinal) }.Where(end => end >= 0).ToList();
        return (ends.Count == 0 ? text.TrimEnd('.') : text[..ends.Min()]) + ".";
    }

    /// <summary>The same with each paragraph in one line, for the printer to wrap. What is indented stays as it is.</summary>
    public static string Flowing(string description)
    {
        var lines = new List<string>();
        var flows = false;
        foreach (var line in description.ReplaceLineEndings("\n").Split('\n'))
        {
            var isText = line.Length > 0 && line[0] != ' ' && !line.EndsWith(':');
            if (isText && flows)
            {
                lines[^1] += " " + line;
            }
            else
            {
                lines.Add(line);
            }

            flows = isText;
        }

        return string.Join('\n', lines);
    }
}
