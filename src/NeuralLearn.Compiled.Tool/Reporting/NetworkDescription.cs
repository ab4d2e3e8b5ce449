using System.Globalization;
using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>What a network consists of: its layer table and what stands below it.</summary>
internal sealed partial record NetworkDescription
{
    public required string Name { get; init; }

    public required int InputSize { get; init; }

    public required int OutputSize { get; init; }

    public required bool Learns { get; init; }

    /// <summary>Inputs and layers from top to bottom.</summary>
    public required IReadOnlyList<LayerRow> Layers { get; init; }

    /// <summary>Outputs with names, losses and the optimizer, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required NetworkBill Cost { get; init; }

    public static NetworkDescription Of(NetworkClass network, NetworkInfo info)
    {
        var lines = info.Summary.ReplaceLineEndings("\n").Split('\n');
        var total = Array.FindIndex(lines, line => line.StartsWith("total ", StringComparison.Ordinal));
        var shapes = InputShapes(network.Mermaid());
        return new NetworkDescription
        {
            Name = network.FullName,
            InputSize = info.InputSize,
            OutputSize = info.OutputSize,
            Learns = network.IsTrainable,
            Layers = total < 1 ? [] : Rows(lines[..total], shapes),
            Notes = [.. lines.Skip(total + 1).TakeWhile(line => !line.StartsWith("memory in bytes", StringComparison.Ordinal)).Where(line => line.Length > 0)],
            Cost = NetworkBill.Of(network),
        };
    }

    /// <summary>The table is aligned: its headings say where its columns are.</summary>
    private static List<LayerRow> Rows(string[] lines, Dictionary<string, List<string>> shapes)
    {
        var heading = lines[0];
        var (declared, output) = (heading.IndexOf("declared as", StringComparison.Ordinal), heading.IndexOf("output", StringComparison.Ordinal));
        var parameters = heading.IndexOf("parameters", StringComparison.Ordinal) + "parameters".Length;
        var rows = new List<LayerRow>();
        foreach (var line in lines.Skip(1).Select(line => line.PadRight(heading.Length)))
        {
            var match = ShapeAndCount().Match(line[output..parameters]);
            var name = line[..declared].TrimEnd();
            rows.Add(new LayerRow(
                name,
                line[declared..output].TrimEnd(),
                shapes.GetValueOrDefault(name, []),
                match.Groups["shape"].Value,
                Number(match.Groups["count"].Value),
                Number(line[parameters..].Trim())));
        }

        return rows;
    }

    /// <summary>The diagram knows who reads whom.</summary>
    private static Dictionary<string, List<string>> InputShapes(string mermaid)
    {
        var boxes = new Dictionary<string, (string Name, string Shape)>(StringComparer.Ordinal);
        var shapes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in mermaid.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Box().Match(line) is { Success: true } box)
            {
                var words = box.Groups["text"].Value.Split("<br/>");
                boxes[box.Groups["id"].Value] = (Unescape(words[0]), Unescape(words[^1]));
            }
            else if (Arrow().Match(line) is { Success: true } arrow
                && boxes.TryGetValue(arrow.Groups["from"].Value, out var from) && boxes.TryGetValue(arrow.Groups["to"].Value, out var to)
                && arrow.Groups["to"].Value.StartsWith("layer", StringComparison.Ordinal))
            {
                if (!shapes.TryGetValue(to.Name, out var inputs))
                {
                    shapes.Add(to.Name, inputs = []);
                }

                inputs.Add(from.Shape);
            }
        }

        return shapes;
    }

    private static string Unescape(string text) => Escaped().Replace(text, match => ((char)int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToString());

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<shape>.*?)(?:\s+(?<count>[\d,]+))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex ShapeAndCount();

    [GeneratedRegex("^\\s+(?<id>[a-z]+[0-9]+)[\\[({]+\"(?<text>.*)\"[\\])}]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Box();

    [GeneratedRegex(@"^\s+(?<from>[a-z]+[0-9]+) --> (?<to>[a-z]+[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Arrow();

    [GeneratedRegex("#([0-9]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
