using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>Every block of C# in a page is what the compiler would take; <see cref="CodeBlock"/> says how a page tells what is left out.</summary>
public sealed class CodeBlockTests
{
    public static TheoryData<string> Places => [.. Pages.Blocks.Select(block => block.ToString())];

    [Theory]
    [MemberData(nameof(Places))]
    public void Block_CompilesWithoutAMessage(string place)
    {
        var block = Pages.Blocks.Single(candidate => candidate.ToString() == place);
        var generated = new BlockProgram(block).Project.Generate();
        if (block.EmittedIn is { } folder)
        {
            AssertEmitted(block, folder.Length > 0
                ? Directory.EnumerateFiles(Path.Combine(DocumentationPage.Root, "docs", "generated", folder), "*.cs").Select(File.ReadAllText)
                : generated.Files.Select(file => file.SourceText.ToString()));
            return;
        }

        var said = UserProject.Analyze(generated.After);
        if (block.Wrong.Count > 0)
        {
            Assert.Equal(block.Wrong, said.Select(message => message.Id));
            Assert.All(said, message => Assert.Contains($"    {message.Id}: {message.GetMessage(null)}\n", Pages.All[block.File], StringComparison.Ordinal));
            return;
        }

        var messages = said.Concat(generated.Messages).ToList();
        Assert.True(messages.Count == 0, string.Join("\n", messages.Select(Describe)));
        if (block.Prints is { } expected)
        {
            using var run = new BlockRun();
            var printed = run.Output(generated.After);
            Assert.True(printed == expected, $"{block} should be followed by\n{printed}");
        }
    }

    /// <summary>With the place in the page.</summary>
    private static string Describe(Diagnostic message)
    {
        var place = message.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {message.Id}: {message.GetMessage(null)}";
    }

    private static void AssertEmitted(CodeBlock block, IEnumerable<string> files)
    {
        var shown = Lines(block.Text);
        Assert.True(files.Any(file => Lines(file).Contains(shown, StringComparison.Ordinal)), $"{block}: no file has these lines:\n{block.Text}");
    }

    /// <summary>Without indentation.</summary>
    private static string Lines(string text) => string.Concat(text.Split('\n').Select(line => line.Trim() + "\n")).TrimEnd() + "\n";
}
