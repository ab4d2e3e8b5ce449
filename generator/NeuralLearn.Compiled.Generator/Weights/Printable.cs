using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>
/// Names of a file as they may stand in a message: a stranger wrote them, and with a line break of their own they would write lines of the
/// build's log.
/// </summary>
internal static class Printable
{
    private const int Longest = 200;

    public static string Of(string name)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (shown.Length >= Longest)
            {
                return shown.Append("... (").Append(name.Length.ToString(CultureInfo.InvariantCulture)).Append(" characters)").ToString();
            }

            // Format characters include those that turn the direction of writing round.
            var isPlain = char.GetUnicodeCategory(name, i) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            shown.Append(isPlain ? name[i].ToString() : "\\u" + ((int)name[i]).ToString("X4", CultureInfo.InvariantCulture));
        }

        return shown.ToString();
    }
}
