namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Takes lines and blocks, and writes them as a person would: indented, ended by '\n' on every machine, without what counting left over
/// (<see cref="CodeTidying"/>), broken where they are too long (<see cref="LineBreaking"/>).
/// </summary>
/// <param name="depth">Blocks that the text will stand in.</param>
internal sealed class CodeWriter(int depth = 0)
{
    private readonly CodeNode _root = CodeNode.Block("");
    private readonly Stack<CodeNode> _open = new();
    private bool _blankPending;

    private List<CodeNode> Inner => (_open.Count > 0 ? _open.Peek() : _root).Children!;

    public void Line(string text) => Add(CodeNode.Line(text));

    /// <summary>A line of a table: it stays one line, however long.</summary>
    public void Row(string text) => Add(CodeNode.Row(text));

    /// <summary>An empty line before the next one, unless that closes a block.</summary>
    public void Blank() => _blankPending = true;

    /// <summary>How far the block that is open has come, for <see cref="Rollback"/>.</summary>
    public int Mark() => Inner.Count;

    /// <summary>Takes back everything written since a mark in the same block.</summary>
    public void Rollback(int mark) => Inner.RemoveRange(mark, Inner.Count - mark);

    public void Comment(string text) => Line("// " + OneLine(text));

    public void Summary(string text) => Line("/// <summary>" + Escape(text) + "</summary>");

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Takes lines that another writer has written.</summary>
    public void Rows(string text) => Row(text.TrimEnd('\n'));

    /// <summary>Writes the header and an opening brace; disposing closes it.</summary>
    public Closing Block(string header)
    {
        var block = CodeNode.Block(header);
        Add(block);
        _open.Push(block);
        return new Closing(this);
    }

    /// <summary>A part with names of its own. Where they meet no others it needs no braces and gets none.</summary>
    public Closing Block() => Block("");

    /// <inheritdoc cref="Block()"/>
    /// <param name="comment">What part it is.</param>
    public Closing Part(string comment)
    {
        Comment(comment);
        return Block();
    }

    /// <summary>The lines of code so far, as they came.</summary>
    public IEnumerable<string> Code => _root.All().Where(node => node.IsCode).Select(node => node.Text);

    /// <summary>The text so far.</summary>
    public override string ToString()
    {
        CodeTidying.Tidy(_root);
        return CodeText.Of(_root, depth);
    }

    public static string Escape(string text) => OneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private void Add(CodeNode node)
    {
        if (_blankPending)
        {
            Inner.Add(CodeNode.Line(""));
            _blankPending = false;
        }

        Inner.Add(node);
    }

    /// <summary>A user's text may hold a line break, which would end a comment, or characters that no documentation file can hold.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' ? '?' : character));

    internal readonly struct Closing(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._blankPending = false;
            writer._open.Pop();
        }
    }
}
