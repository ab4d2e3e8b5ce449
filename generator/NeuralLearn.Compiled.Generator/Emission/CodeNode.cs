namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>A line of emitted code, or a block of them with what stands in front of its brace.</summary>
internal sealed class CodeNode
{
    private CodeNode(string text, List<CodeNode>? children, bool isRow)
    {
        Text = text;
        Children = children;
        IsRow = isRow;
    }

    /// <summary>The line, or the block's header; empty where the block only separates names.</summary>
    public string Text { get; set; }

    /// <summary>What is said of a block that had a header and has none any more.</summary>
    public string? Note { get; set; }

    /// <summary>What a block holds; null for a line.</summary>
    public List<CodeNode>? Children { get; }

    /// <summary>Whether the line stands as it is.</summary>
    public bool IsRow { get; }

    public bool IsBareBlock => Children is not null && Text.Length == 0;

    /// <summary>Whether the text is code that runs: no comment, no documentation, no part of a table.</summary>
    public bool IsCode => !IsRow && !Text.TrimStart().StartsWith("//", StringComparison.Ordinal);

    public static CodeNode Line(string text) => new(text, null, false);

    public static CodeNode Row(string text) => new(text, null, true);

    public static CodeNode Block(string header) => new(header, [], false);

    /// <summary>This and everything inside.</summary>
    public IEnumerable<CodeNode> All() => Children is null ? [this] : Children.SelectMany(child => child.All()).Prepend(this);
}
