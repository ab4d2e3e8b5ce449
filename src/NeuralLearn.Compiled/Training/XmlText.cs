using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>Text for SVG and HTML. The command line tool uses it too.</summary>
internal static class XmlText
{
    /// <summary>Text as text, in elements and in attributes.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || rune.Value is 0xFFFE or 0xFFFF
                    ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") // a name must not turn the writing round, nor break XML
                    : rune.ToString(),
            });
        }

        return safe.ToString();
    }
}
