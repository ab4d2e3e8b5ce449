using System.Text;
using System.Text.Json;

namespace NeuralLearn.Compiled;

/// <summary>Texts of a file as they may stand in a message: a stranger wrote them, so that they are kept short and on one line.</summary>
internal static class FileText
{
    private const int Longest = 100;

    public static string Printable(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return shown.Append("... (").Append(text.Length).Append(" characters)").ToString();
            }

            // Format characters include those that turn the direction of writing round.
            var isPlain = Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator);
            shown.Append(isPlain ? rune.ToString() : $"\\u{rune.Value:X4}");
        }

        return shown.ToString();
    }

    /// <summary>The start of a number that may have any number of digits.</summary>
    public static string Printable(ReadOnlySpan<byte> number) =>
        number.Length <= Longest
            ? Encoding.ASCII.GetString(number)
            : Encoding.ASCII.GetString(number[..Longest]) + $"... ({number.Length} characters)";

    public static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    public static string ShapeOf(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        for (var axis = 0; axis < shape.Length; axis++)
        {
            text.Append(axis == 0 ? "" : ", ").Append(shape[axis]);
        }

        return text.Append(']').ToString();
    }
}
