using System.Text;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Writes indented lines that end in '\n' on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _blankPending;

    public void Line(string text)
    {
        if (_blankPending)
        {
            _text.Append('\n');
            _blankPending = false;
        }

        if (text.Length > 0)
        {
            _text.Append(' ', _indent * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>An empty line before the next one, unless that closes a block.</summary>
    public void Blank() => _blankPending = true;

    /// <summary>Where the text ends now, for <see cref="Rollback"/>.</summary>
    public int Mark() => _text.Length;

    /// <summary>Takes back everything written since a mark.</summary>
    public void Rollback(int mark) => _text.Length = mark;

    public void Comment(string text) => Line("// " + OneLine(text));

    public void Summary(string text) => Line("/// <summary>" + Escape(text) + "</summary>");

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes the header and an opening brace; disposing closes it.</summary>
    public Closing Block(string header)
    {
        Line(header);
        return Block();
    }

    public Closing Block()
    {
        Line("{");
        _indent++;
        return new Closing(this);
    }

    public override string ToString() => _text.ToString();

    public static string Escape(string text) => OneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A user's text may hold a line break, which would end a comment, or characters that no documentation file can hold.</summary>
    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' ? '?' : character));

    internal readonly struct Closing(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer._blankPending = false;
            writer.Line("}");
        }
    }
}
