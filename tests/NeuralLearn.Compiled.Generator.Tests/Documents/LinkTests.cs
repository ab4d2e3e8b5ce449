using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>What a page names is there: pages, headings, files, commands.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] DotnetCommands = ["add", "build", "format", "new", "nuget", "pack", "publish", "run", "test", "tool"];

    private static readonly string ToolSources = InRoot("src/NeuralLearn.Compiled.Tool/Commands");

    /// <summary>The commands of the tool, each with the text that declares it.</summary>
    private static readonly Dictionary<string, string> ToolCommands = Directory.EnumerateFiles(ToolSources, "*.cs").Select(File.ReadAllText)
        .Where(text => DeclaredCommand().IsMatch(text)).ToDictionary(text => DeclaredCommand().Match(text).Groups[1].Value, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Pages.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_LeadToPagesAndHeadingsThatExist(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var wrong = Link().Matches(Prose(Pages.All[page])).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !IsThere(folder, page, link)).ToList();
        Assert.True(wrong.Count == 0, $"{page} links to what is not there: {string.Join(", ", wrong)}");
    }

    /// <summary>Paths of the repository in blocks of commands and between backticks.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Paths_AreThoseOfFilesThatExist(string page)
    {
        var wrong = RepositoryPath().Matches(Pages.All[page]).Select(match => match.Value.TrimEnd('.', '/', ','))
            .Where(path => !IsMade(path) && !File.Exists(InRoot(path)) && !Directory.Exists(InRoot(path))).Distinct().ToList();
        Assert.True(wrong.Count == 0, $"{page} names files that are not there: {string.Join(", ", wrong)}");
    }

    /// <summary>Commands of the tool are those that it has, and those of dotnet are no others than these.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_AreThoseThatExist(string page)
    {
        var text = Pages.All[page];
        Assert.All(DotnetCommand().Matches(text), match => Assert.Contains(match.Groups[1].Value, DotnetCommands));
        Assert.NotEmpty(ToolCommands);
        Assert.All(ToolCommand().Matches(text), match => Assert.Contains(match.Groups[1].Value, ToolCommands.Keys));
    }

    [Fact]
    public void CommandsWithJson_AreListed()
    {
        var listed = JsonList().Match(Pages.All["docs/tool.md"]).Groups[1].Value.Split(", ").Select(name => name.Trim('`')).Order(StringComparer.Ordinal);
        Assert.Equal(ToolCommands.Where(command => command.Value.Contains("(\"--json\")", StringComparison.Ordinal)).Select(command => command.Key).Order(StringComparer.Ordinal), listed);
    }

    /// <summary>A page below docs that no other page links to is one that nobody finds.</summary>
    [Fact]
    public void EveryPage_IsInTheIndex()
    {
        var linked = Link().Matches(Pages.All["docs/README.md"]).Select(match => "docs/" + match.Groups[1].Value.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Pages.All.Keys, page => page.StartsWith("docs/", StringComparison.Ordinal) && page.Count(character => character == '/') == 1
            && page != "docs/README.md" && !linked.Contains(page));
    }

    private static bool IsThere(string folder, string page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? page : Path.GetRelativePath(DocumentationPage.Root, Path.GetFullPath(Path.Combine(DocumentationPage.Root, folder, parts[0]))).Replace('\\', '/');
        return parts.Length == 1
            ? File.Exists(InRoot(target)) || Directory.Exists(InRoot(target))
            : Pages.All.TryGetValue(target, out var text) && Anchors(text).Contains(parts[1]);
    }

    private static HashSet<string> Anchors(string text) =>
        [.. Heading().Matches(Code().Replace(text, "")).Select(match => Unlinked().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    /// <summary>Without code, where brackets are no links.</summary>
    private static string Prose(string text) => Inline().Replace(Code().Replace(text, ""), "");

    /// <summary>What a build leaves there, and names that stand for others.</summary>
    private static bool IsMade(string path) => path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal)
        || Placeholder().IsMatch(path);

    private static string InRoot(string path) => Path.Combine(DocumentationPage.Root, path);

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?<![\w./\\-])(src|tests|samples|benchmarks|generator|docs)/[\w./-]+(?![\w/*…])")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?:^    |^|`|&& )dotnet ([a-z]+)(?![a-z-])", RegexOptions.Multiline)]
    private static partial Regex DotnetCommand();

    [GeneratedRegex(@"(?:^    |^|`)neurallearn ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex ToolCommand();

    [GeneratedRegex(@"new Command\(""([a-z]+)""")]
    private static partial Regex DeclaredCommand();

    [GeneratedRegex("These take `--json`: ((?:`[a-z]+`,? ?)+)[.]")]
    private static partial Regex JsonList();

    [GeneratedRegex("/X(Loss)?(Attribute)?[.]cs$|NLCnnnn")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unlinked();
}
