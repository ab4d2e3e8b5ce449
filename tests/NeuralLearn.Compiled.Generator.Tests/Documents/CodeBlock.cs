using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>
/// A block of C# in a document. A comment in front of it, which nobody sees in the rendered page, may say how it is meant:
/// <list type="bullet">
/// <item><c>given: …</c>: code that it leaves out, types and statements;</item>
/// <item><c>continues</c>: it goes on from the statements of the block above;</item>
/// <item><c>wrong: NLC1002</c>: the analyzers must give these messages, and no others;</item>
/// <item><c>emitted</c>: not written by anybody; its lines must stand in what the build adds to the networks above, or, after
/// <c>emitted:</c>, in the folder of docs/generated with that name.</item>
/// </list>
/// Types of the blocks above are known in every block below, unless it declares one of that name itself. A block followed by "It prints" is
/// run, and what follows must be what it printed.
/// </summary>
internal sealed partial record CodeBlock(string File, int Line, string Text)
{
    /// <summary>The kinds of comments.</summary>
    private static readonly string[] Kinds = ["given", "continues", "wrong", "emitted"];

    private readonly Dictionary<string, (int Line, string Value)> _comments = new(StringComparer.Ordinal);

    public CodeBlock? Above { get; private init; }

    public (int Line, string Value)? Given => _comments.TryGetValue("given", out var given) ? given : null;

    public bool Continues => _comments.ContainsKey("continues");

    /// <summary>Ids of the messages that it must give.</summary>
    public IReadOnlyList<string> Wrong => _comments.TryGetValue("wrong", out var wrong) ? wrong.Value.Split(", ") : [];

    /// <summary>Null, unless it shows emitted code; empty where that is of the networks above.</summary>
    public string? EmittedIn => _comments.TryGetValue("emitted", out var folder) ? folder.Value : null;

    /// <summary>What it prints, if the page says so.</summary>
    public string? Prints { get; private init; }

    /// <summary>Where it is, in words that name a test.</summary>
    public override string ToString() => $"{File}:{Line}";

    /// <summary>All blocks of a page, from top to bottom.</summary>
    public static IEnumerable<CodeBlock> Of(string file, string page)
    {
        CodeBlock? above = null;
        foreach (Match match in Fence().Matches(page))
        {
            var comments = page[..match.Index];
            var block = new CodeBlock(file, Lines(page, match.Groups["code"].Index), match.Groups["code"].Value)
            {
                Above = above,
                Prints = Printed().Match(page, match.Index + match.Length) is { Success: true } printed
                    ? string.Concat(printed.Groups["line"].Captures.Select(line => line.Value + "\n")) + printed.Groups["fenced"].Value
                    : null,
            };
            while (Comment().Match(comments) is { Success: true } comment)
            {
                var kind = comment.Groups["kind"].Value;
                Assert.True(Kinds.Contains(kind), $"{block}: no such comment, {kind}");
                var value = comment.Groups["value"];
                block._comments.Add(kind, (Lines(page, comment.Index + value.Index - comment.Index), value.Value.Trim()));
                comments = comments[..comment.Index];
            }

            // What is shown of a kernel cannot be mistaken for anything that a user writes.
            if (block.Text.Contains("MethodImplOptions.AggressiveOptimization", StringComparison.Ordinal))
            {
                block._comments.TryAdd("emitted", (block.Line, ""));
            }

            above = block;
            yield return block;
        }
    }

    private static int Lines(string page, int position) => page.AsSpan(0, position).Count('\n') + 1;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"<!-- (?<kind>\w+)(:(?<value>((?!-->).)*))? *-->\n+\z", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G\n+It prints\n\n(((    (?<line>.*)\n)+)|```\n(?<fenced>(.*\n)*?)```)")]
    private static partial Regex Printed();
}
