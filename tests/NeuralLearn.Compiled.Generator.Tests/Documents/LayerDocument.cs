extern alias generator;

using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Tests.Rules;
using AnyActivation = generator::NeuralLearn.Compiled.Activation;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>
/// docs/layers.md. Words are written by hand; tables come from the catalog, the attributes' sources and what the generator makes of the
/// examples. A table is known by its headings.
/// </summary>
internal sealed partial class LayerDocument(string text)
{
    private const string Index = "| layer | formula |";
    private const string Arguments = "| argument | default | meaning |";
    private const string Layers = "| layer | from | to | parameters | multiply-adds |";
    private const string Tensors = "| tensor | shape | at first |";
    private const string Activations = "| `Activation` | y | ∂loss/∂x | PyTorch |";

    public static string File { get; } = Path.Combine(DocumentationPage.Root, "docs", "layers.md");

    public string Text { get; } = text;

    /// <summary>Every block of C#.</summary>
    public IReadOnlyList<string> Examples => [.. Fence().Matches(Text).Select(match => match.Groups[1].Value)];

    /// <summary>The sections about layers: their headings and what stands below.</summary>
    public IReadOnlyList<(string Kind, string Body)> Sections =>
        [.. Section().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    public static LayerDocument Read() => new(System.IO.File.ReadAllText(File));

    /// <summary>The document with its tables as they should be.</summary>
    public string Rendered()
    {
        var lines = Text.Split('\n');
        var written = new List<string>();
        string? kind = null;
        DeclaredExample? first = null;
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i];
            if (line.StartsWith('#'))
            {
                kind = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..] : null;
                first = null;
            }

            if (line == Index)
            {
                Table(line, LayerCatalog.All.Select(layer => $"| [`{layer.Kind}`](#{layer.Kind.ToLowerInvariant()}) | {layer.Formula} |"));
            }
            else if (line == Arguments)
            {
                Table(line, (kind is null ? AttributeArguments.OfEveryLayer() : AttributeArguments.Of(kind))
                    .Select(argument => $"| `{argument.Name}` | {argument.Default} | {argument.Meaning} |"));
            }
            else if (line == Activations)
            {
                Table(line, ActivationRows(lines.Skip(i)));
            }
            else if (line == DeclaredExample.ShapeHeadings)
            {
                Table(line, [(first ?? new DeclaredExample(ExampleBelow(lines, i))).OnShapes(kind!)]);
            }
            else if (line is Layers or Tensors)
            {
                // Written anew behind the example that they belong to.
                SkipTable();
                while (i < lines.Length && lines[i].Length == 0)
                {
                    i++;
                }
            }
            else if (line == "```csharp" && kind is not null)
            {
                var end = Array.IndexOf(lines, "```", i);
                var example = new DeclaredExample(string.Join("\n", lines[(i + 1)..end]));
                first ??= example;
                written.AddRange(lines[i..(end + 1)]);
                written.AddRange(["", Layers, Rule(Layers), .. example.Layers()]);
                if (example.Tensors().ToList() is { Count: > 0 } tensors)
                {
                    written.AddRange(["", Tensors, Rule(Tensors), .. tensors]);
                }

                written.Add("");
                i = end + 1;
                while (i < lines.Length && lines[i].Length == 0)
                {
                    i++;
                }
            }
            else
            {
                written.Add(line);
                i++;
            }

            void Table(string headings, IEnumerable<string> rows)
            {
                written.AddRange([headings, Rule(headings), .. rows]);
                SkipTable();
            }

            void SkipTable()
            {
                while (i < lines.Length && lines[i].StartsWith('|'))
                {
                    i++;
                }
            }
        }

        return string.Join("\n", written).TrimEnd('\n') + "\n";
    }

    /// <summary>The formulas of the catalog beside PyTorch's names, which only the document has.</summary>
    private static IEnumerable<string> ActivationRows(IEnumerable<string> table)
    {
        var torch = table.TakeWhile(line => line.StartsWith('|')).Select(line => Cell().Split(line))
            .ToDictionary(cells => cells[1].Trim(), cells => cells[^2].Trim(), StringComparer.Ordinal);
        foreach (var activation in Enum.GetValues<AnyActivation>())
        {
            var (formula, gradient) = activation switch
            {
                AnyActivation.Identity => ("x", "dy"),
                AnyActivation.Softmax => (new Softmax().Formula[4..], "y (dy - Σ dy y)"),
                AnyActivation.LogSoftmax => (new LogSoftmax().Formula[4..], "dy - e^y Σ dy"),
                AnyActivation.PReLU => (new PReLU().Formula[4..], "dy where x > 0, else slope dy"),
                _ => (ActivationCatalog.Function(activation).Formula, ActivationCatalog.Function(activation).GradientFormula),
            };
            var name = $"`{activation}`";
            yield return $"| {name} | {Escaped(formula)} | {Escaped(gradient)} | {torch.GetValueOrDefault(name, "missing")} |";
        }
    }

    private static string ExampleBelow(string[] lines, int index)
    {
        var start = Array.IndexOf(lines, "```csharp", index) + 1;
        return string.Join("\n", lines[start..Array.IndexOf(lines, "```", start)]);
    }

    private static string Escaped(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Rule(string headings) => string.Concat(Enumerable.Repeat("|---", headings.Count(character => character == '|') - 1)) + "|";

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^### (.+?)\n(.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
