using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Tool.Explaining;

/// <summary>Reads emitted kernels: what stands above each says what it works out and why it runs so.</summary>
internal static partial class EmittedKernels
{
    /// <summary>What stands in the place of a layer for kernels that belong to none.</summary>
    public const string Shared = "loss, optimizer and what layers share";

    private const string Rule = "// ──── ";

    public static IReadOnlyList<ScheduledKernel> Read(string file)
    {
        var kernels = new List<ScheduledKernel>();
        var comments = new List<string>();
        var (layer, isHeading) = ("", false);
        foreach (var line in Lines(file))
        {
            var text = line.Trim();
            if (text.StartsWith(Rule, StringComparison.Ordinal))
            {
                // The first line names the layer, the second gives its formula.
                layer = isHeading ? layer : text[Rule.Length..];
                isHeading = true;
                comments.Clear();
                continue;
            }

            isHeading = false;
            if (line.StartsWith("        //", StringComparison.Ordinal))
            {
                comments.Add(text[2..].Trim());
            }
            else if (Method().Match(line) is { Success: true } method && comments.Count > 0)
            {
                var (what, why) = Split(comments);
                var name = method.Groups["name"].Value;
                kernels.Add(new ScheduledKernel(name, layer.Length == 0 || IsOf(layer, name) ? layer : Shared, what, why));
                comments.Clear();
            }
            else if (!text.StartsWith('['))
            {
                comments.Clear();
            }
        }

        return kernels;
    }

    /// <summary>A method with what stands above it, moved to the left; null where there is none.</summary>
    public static string? Method(string file, string name)
    {
        var lines = Lines(file);
        var at = Array.FindIndex(lines, line => Method().Match(line) is { Success: true } method && method.Groups["name"].Value == name);
        if (at < 0)
        {
            return null;
        }

        var first = at;
        while (first > 0 && lines[first - 1].Trim() is { Length: > 0 } above && (above.StartsWith("//", StringComparison.Ordinal) || above.StartsWith('[')))
        {
            first--;
        }

        var last = Array.FindIndex(lines, at, line => line == "        }");
        return last < 0 ? null : string.Join('\n', lines[first..(last + 1)].Select(line => line.Length >= 8 ? line[8..] : line));
    }

    /// <summary>Kernels are named after the layer whose heading they stand below; the loss and the update have none of their own.</summary>
    private static bool IsOf(string heading, string kernel)
    {
        var name = heading[..Math.Max(heading.IndexOf(':', StringComparison.Ordinal), 0)];
        return kernel.Replace("_", "", StringComparison.Ordinal).StartsWith(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Lines(string file) => file.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The first sentence, which may go over several lines, says what; the rest says why.</summary>
    private static (string What, string Why) Split(List<string> comments)
    {
        var end = comments.FindIndex(line => line.EndsWith('.')) + 1;
        end = end == 0 ? comments.Count : end;
        return (string.Join(' ', comments.Take(end)), string.Join(' ', comments.Skip(end)));
    }

    [GeneratedRegex(@"^        internal static [\w<>\[\]]+ (?<name>\w+)(<\w+>)?\(", RegexOptions.CultureInvariant)]
    private static partial Regex Method();
}
