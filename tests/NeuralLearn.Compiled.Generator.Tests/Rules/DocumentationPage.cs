using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>A page under docs/diagnostics, with its bad and good example.</summary>
internal sealed partial record DocumentationPage(string Id, string Text)
{
    public static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException("The tests must run inside the repository.");
        }
    }

    public static IReadOnlyList<DocumentationPage> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs", "diagnostics"), "NLC*.md")
            .Select(file => new DocumentationPage(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .OrderBy(page => page.Id, StringComparer.Ordinal),
    ];

    public UserProject Bad => Example("bad");

    public UserProject Good => Example("good");

    public override string ToString() => Id;

    /// <summary>The example as a project; a comment in it may name the project's language version, framework or properties.</summary>
    private UserProject Example(string kind)
    {
        var code = Assert.Single(Fence().Matches(Text), match => match.Groups[1].Value == kind).Groups[2].Value;
        var project = new UserProject(code) { Weights = WeightsOf(kind) };
        var properties = Property().Matches(code).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        if (properties.Count > 0)
        {
            project = project with { Properties = properties.Append(new("RuntimeIdentifier", "linux-x64")).ToDictionary() };
        }

        if (Language().Match(code) is { Success: true } language)
        {
            Assert.True(LanguageVersionFacts.TryParse(language.Groups[1].Value, out var version));
            project = project with { Language = version };
        }

        return TargetFramework().Match(code) is { Success: true } framework && int.Parse(framework.Groups[1].ValueSpan, null) < 8
            ? project with { References = Framework.WithoutVector512 }
            : project;
    }

    /// <summary>The weights files that the page lists: a name, and below it the tensors. Those of the good example may be others.</summary>
    private IReadOnlyList<WeightsFile> WeightsOf(string kind)
    {
        var listings = Listing().Matches(Text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        if (!listings.TryGetValue("files of " + kind, out var listing) && !listings.TryGetValue("files", out listing))
        {
            return [];
        }

        var files = new List<WeightsFile>();
        foreach (var line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != ' ')
            {
                files.Add(new WeightsFile(line, []));
            }
            else
            {
                files[^1] = files[^1] with { Lines = [.. files[^1].Lines, line.Trim()] };
            }
        }

        return files;
    }

    [GeneratedRegex(@"^```text (files.*?)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Listing();

    [GeneratedRegex(@"^```csharp (bad|good)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("<(PublishAot|IlcInstructionSet)>(.*)</")]
    private static partial Regex Property();

    [GeneratedRegex("<LangVersion>(.*)</LangVersion>")]
    private static partial Regex Language();

    [GeneratedRegex(@"<TargetFramework>net(\d+)\.0</TargetFramework>")]
    private static partial Regex TargetFramework();
}
