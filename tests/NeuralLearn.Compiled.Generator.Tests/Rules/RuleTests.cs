using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

public sealed class RuleTests
{
    public static TheoryData<string> Bad => Samples.BadNames;

    public static TheoryData<string> Good => Samples.GoodNames;

    [Theory]
    [MemberData(nameof(Bad))]
    public void WrongDeclaration_GivesTheseMessagesAtThesePlacesAndNoOthers(string name)
    {
        var sample = Samples.BadNamed(name);
        var markup = sample.Markup;
        Assert.Equal(markup.Expected.Count, sample.Messages.Length);
        var expected = markup.Expected
            .Zip(sample.Messages, (mark, message) => (mark.Span, Text: Line(mark.Id, mark.Span.Start, mark.Span.Length, markup.Text, message)))
            .OrderBy(item => item.Span.Start).ThenBy(item => item.Text, StringComparer.Ordinal)
            .Select(item => item.Text);
        var generated = sample.Project().Generate();
        Assert.Equal(string.Join("\n", expected), string.Join("\n", Lines(generated.Before, sample)));

        // The compiler runs analyzers when the emitted half is there; it must change nothing.
        Assert.Equal(expected, Lines(generated.After, sample));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Pragma_SilencesTheMessage(string name)
    {
        var sample = Samples.BadNamed(name);
        var ids = sample.Markup.Expected.Select(mark => mark.Id).Distinct().ToList();
        foreach (var id in ids)
        {
            var project = sample.Project();
            project = project with { Files = [$"#pragma warning disable {id}\n" + project.Files[0]] };
            Assert.Equal(ids.Where(other => other != id).Order(StringComparer.Ordinal),
                UserProject.Analyze(project.Compile(), project.Properties, project.Weights).Select(message => message.Id).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void RightDeclaration_GivesNoMessageAndCompilesWithoutWarnings(string name)
    {
        var generated = new UserProject("using NeuralLearn.Compiled;\n" + Samples.GoodNamed(name)).Generate();
        Assert.Empty(UserProject.Analyze(generated.Before).Select(Generated.Describe));
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        generated.AssertClean();
    }

    private static IEnumerable<string> Lines(Compilation compilation, RuleSample sample) => UserProject.Analyze(compilation, sample.Properties, sample.Weights)
        .Select(message => (message.Location.SourceSpan, Text: Line(message.Id, message.Location.SourceSpan.Start, message.Location.SourceSpan.Length,
            message.Location.SourceTree!.ToString(), message.GetMessage(CultureInfo.InvariantCulture))))
        .OrderBy(item => item.SourceSpan.Start).ThenBy(item => item.Text, StringComparer.Ordinal)
        .Select(item => item.Text);

    private static string Line(string id, int start, int length, string source, string message) =>
        $"{id} at {start} '{source.Substring(start, length)}': {message}";
}
