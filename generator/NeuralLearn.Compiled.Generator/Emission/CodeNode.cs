using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>A line of emitted code, or a block of them with what stands in front of its brace.</summary>
internal sealed class CodeNode
{
    // Every line is asked, so it pays for itself at once.
    private static readonly Regex Declaration = new(
        @"(?<![\w.])(?:var|float|double|int|uint|long|nint|nuint|bool|Vector\d+<\w+>|(?:ReadOnly)?Span<\w+>|Stack\d+) (?<names>@?\w+(?:, @?\w+)*)(?= =|;)",
        RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private string _text = "";
    private IReadOnlyList<string>? _declared;

    private CodeNode(string text, List<CodeNode>? children, bool isRow)
    {
        IsRow = isRow;
        Text = text;
        Children = children;
    }

    /// <summary>The line, or the block's header; empty where the block only separates names.</summary>
    public string Text
    {
        get => _text;
        set
        {
            _text = value;
            _declared = null;
            IsCode = !IsRow && !IsComment(value);
        }
    }

    /// <summary>What is said of a block that had a header and has none any more.</summary>
    public string? Note { get; set; }

    /// <summary>What a block holds; null for a line.</summary>
    public List<CodeNode>? Children { get; }

    /// <summary>Whether the line stands as it is.</summary>
    public bool IsRow { get; }

    public bool IsBareBlock => Children is not null && Text.Length == 0;

    /// <summary>Whether the text is code that runs: no comment, no documentation, no part of a table.</summary>
    public bool IsCode { get; private set; }

    /// <summary>The locals that the line declares.</summary>
    public IReadOnlyList<string> Declared => _declared ??= Declarations(_text);

    public static CodeNode Line(string text) => new(text, null, false);

    public static CodeNode Row(string text) => new(text, null, true);

    public static CodeNode Block(string header) => new(header, [], false);

    /// <summary>This and everything inside, from top to bottom.</summary>
    public List<CodeNode> All()
    {
        var all = new List<CodeNode>();
        AddTo(all);
        return all;
    }

    /// <summary>Whether code in it has this name, alone or in front of a dot.</summary>
    public bool Mentions(string name)
    {
        if (IsCode && HasWord(_text, name))
        {
            return true;
        }

        if (Children is not null)
        {
            foreach (var child in Children)
            {
                if (child.Mentions(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a text has a name that is no part of a longer one, and no member of something else.</summary>
    public static bool HasWord(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !(IsInName(text[at - 1]) || text[at - 1] == '.')) && (end == text.Length || !IsInName(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    // A declaration has a blank in front of its name and ends or goes on with "=".
    private static IReadOnlyList<string> Declarations(string line) => line.IndexOf(' ') < 0 || (line.IndexOf(" =", StringComparison.Ordinal) < 0 && line.IndexOf(';') < 0)
        ? []
        : [.. Declaration.Matches(line).Cast<Match>().SelectMany(match => match.Groups["names"].Value.Split(',')).Select(name => name.Trim().TrimStart('@'))];

    private static bool IsInName(char character) => character == '_' || char.IsLetterOrDigit(character);

    private static bool IsComment(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        return start + 1 < text.Length && text[start] == '/' && text[start + 1] == '/';
    }

    private void AddTo(List<CodeNode> all)
    {
        all.Add(this);
        if (Children is not null)
        {
            foreach (var child in Children)
            {
                child.AddTo(all);
            }
        }
    }
}
