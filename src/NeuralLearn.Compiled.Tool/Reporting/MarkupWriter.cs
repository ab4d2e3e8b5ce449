using System.Text;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>Writes HTML that is well-formed XML too. Text is escaped unless it is said to be markup.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup as it is: never what a user or a file says.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public MarkupWriter Text(string text)
    {
        _text.Append(XmlText.Escape(text));
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public MarkupWriter Element(string name, string text, string attributes = "")
    {
        _text.Append('<').Append(name).Append(attributes.Length == 0 ? "" : " ").Append(attributes).Append('>')
            .Append(XmlText.Escape(text)).Append("</").Append(name).Append('>');
        return this;
    }

    public MarkupWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();
}
