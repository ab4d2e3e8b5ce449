using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>docs/layers.md says what the generator does.</summary>
public sealed partial class LayerDocumentTests
{
    private static readonly LayerDocument Document = LayerDocument.Read();

    public static TheoryData<string> Examples => [.. Document.Examples];

    public static TheoryData<string> Kinds => [.. LayerCatalog.All.Select(layer => layer.Kind)];

    [Fact]
    public void EveryLayer_HasASectionAndEverySectionIsALayer() => Assert.Equal(
        LayerCatalog.All.Select(layer => layer.Kind).Order(StringComparer.Ordinal), Document.Sections.Select(section => section.Kind).Order(StringComparer.Ordinal));

    /// <summary>With WRITE_DOCUMENTS set, what differs is written: the tables follow the code.</summary>
    [Fact]
    public void Tables_AreWhatTheGeneratorComputes()
    {
        var rendered = Document.Rendered();
        if (Environment.GetEnvironmentVariable("WRITE_DOCUMENTS") is { Length: > 0 })
        {
            File.WriteAllText(LayerDocument.File, rendered);
            return;
        }

        string[] found = Document.Text.Split('\n'), expected = rendered.Split('\n');
        var at = found.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(Document.Text == rendered,
            $"docs/layers.md differs from line {at + 1} on. It should go on with:\n{string.Join("\n", expected.Skip(at).Take(20))}\n"
            + "but goes on with:\n" + string.Join("\n", found.Skip(at).Take(20))
            + "\nSet WRITE_DOCUMENTS=1 and run this test once more to have the tables written.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Section_HasArgumentsShapesAnExampleAndPyTorchsName(string kind)
    {
        var body = Document.Sections.Single(section => section.Kind == kind).Body;
        Assert.Equal(AttributeArguments.Of(kind).Count > 0, body.Contains("| argument | default | meaning |", StringComparison.Ordinal));
        Assert.Contains(DeclaredExample.ShapeHeadings, body, StringComparison.Ordinal);
        Assert.Matches(new Regex($@"```csharp\n\[Network.*\b{kind}\b"), body);
        Assert.Contains("\nPyTorch: ", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_GivesNoMessageAndCompiles(string code)
    {
        var generated = DeclaredExample.Project(code).Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        Assert.NotEmpty(generated.Files);
        generated.AssertClean();
    }

    [Fact]
    public void Links_NameHeadingsAndFilesThatExist()
    {
        var headings = Heading().Matches(Document.Text).Select(match => Anchor(match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.All(Link().Matches(Document.Text).Select(match => match.Groups[1].Value), link =>
        {
            if (link.StartsWith('#'))
            {
                Assert.Contains(link[1..], headings);
            }
            else
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(LayerDocument.File)!, link.Split('#')[0])), link);
            }
        });
    }

    private static string Anchor(string heading) => Unlinked().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unlinked();
}
