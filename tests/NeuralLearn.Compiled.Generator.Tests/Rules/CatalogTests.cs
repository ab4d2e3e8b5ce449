using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Analyzers;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Tests.CodeFixes;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.UseSites;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Catalog, analyzer, pages, release notes and tests speak of the same rules.</summary>
public sealed class CatalogTests
{
    private const string HelpRoot = "https://github.com/neurallearn/compiled/blob/main/";

    private static readonly string[] Ids = [.. RuleCatalog.All.Select(rule => rule.Id).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. DocumentationPage.All.Select(page => page.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => new NetworkAnalyzer().SupportedDiagnostics.Concat(new UseSiteAnalyzer().SupportedDiagnostics);

    [Fact]
    public void Analyzers_SupportEveryRuleOfTheCatalogOnce()
    {
        Assert.Equal(Ids, Descriptors.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));
        Assert.All(Descriptors, descriptor =>
        {
            var rule = RuleCatalog.All.Single(candidate => candidate.Id == descriptor.Id);
            Assert.Equal(rule.Title, descriptor.Title.ToString(null));
            Assert.Equal(rule.Message, descriptor.MessageFormat.ToString(null));
            Assert.Equal(rule.Severity.ToString(), descriptor.DefaultSeverity.ToString());
            Assert.Equal("NeuralLearn", descriptor.Category);
            Assert.True(descriptor.IsEnabledByDefault);
        });
    }

    [Fact]
    public void EveryRule_HasATestThatExpectsIt() =>
        Assert.Equal(Ids, Samples.Bad.SelectMany(sample => sample.Markup.Expected).Concat(UseSiteSamples.Bad.SelectMany(sample => sample.Markup.Expected)).Select(mark => mark.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryRule_HasAPageAndNoPageIsLeftOver() => Assert.Equal(Ids, DocumentationPage.All.Select(page => page.Id));

    [Fact]
    public void HelpLinks_NameExistingPages() => Assert.All(Descriptors, descriptor =>
    {
        Assert.StartsWith(HelpRoot, descriptor.HelpLinkUri, StringComparison.Ordinal);
        var page = Path.Combine([DocumentationPage.Root, .. descriptor.HelpLinkUri[HelpRoot.Length..].Split('/')]);
        Assert.True(File.Exists(page), descriptor.HelpLinkUri);
        Assert.Equal(descriptor.Id, Path.GetFileNameWithoutExtension(page));
    });

    [Fact]
    public void Index_ListsEveryRuleWithItsTitleAndSeverity()
    {
        var index = File.ReadAllLines(Path.Combine(DocumentationPage.Root, "docs", "diagnostics", "README.md"));
        Assert.Equal(
            RuleCatalog.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Lower(rule.Severity)} | {rule.Title} |"),
            index.Where(line => line.StartsWith("| [NLC", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReleaseNotes_ListEveryRuleOnce()
    {
        var folder = Path.Combine(DocumentationPage.Root, "generator", "NeuralLearn.Compiled.Generator");
        var rows = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Path.Combine(folder, file)))
            .Where(line => line.StartsWith("NLC", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        Assert.Equal(Ids, rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(rows, row =>
        {
            Assert.Equal("NeuralLearn", row[1]);
            Assert.Equal(RuleCatalog.All.Single(rule => rule.Id == row[0]).Severity.ToString(), row[2]);
        });
    }

    [Fact]
    public void CodeFixes_FixRulesThatExist() => Assert.Subset(Ids.ToHashSet(), CodeFixRun.Providers.SelectMany(provider => provider.FixableDiagnosticIds).ToHashSet());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_BeginsWithTheRulesTitleAndQuotesItsMessage(string id)
    {
        var rule = RuleCatalog.All.Single(candidate => candidate.Id == id);
        var text = Page(id).Text;
        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {Lower(rule.Severity)}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n> " + rule.Message.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal) + "\n", text, StringComparison.Ordinal);
        Assert.All(new[] { "## What", "## Why", "## Example", "## Fix" }, heading => Assert.Contains("\n" + heading + "\n", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void BadExample_GivesExactlyThisRule(string id)
    {
        var project = Page(id).Bad;
        var generated = project.Generate();
        Assert.Equal([id], UserProject.Analyze(generated.After, project.Properties, project.Weights).Select(message => message.Id));

        // That a member is missing the compiler says as well.
        var isMissing = UseSiteRules.Missing.Any(rule => rule.Id == id);
        Assert.Equal(isMissing ? ["CS1061"] : [], generated.Errors.Select(message => message.Id));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void GoodExample_GivesNoMessageAndCompiles(string id)
    {
        var project = Page(id).Good;
        var generated = project.Generate();
        Assert.Empty(UserProject.Analyze(generated.After, project.Properties, project.Weights).Select(Generated.Describe));
        Assert.NotEmpty(generated.Files);
        generated.AssertClean();
    }

    private static DocumentationPage Page(string id) => DocumentationPage.All.Single(page => page.Id == id);

    private static string Lower(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "info",
    };
}
