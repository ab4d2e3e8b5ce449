using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled.Build.Weights;

/// <summary>
/// Reads the JSON of a header token by token, as strictly as its grammar: no comments, no trailing commas, no half characters, and nothing
/// that the format does not have. The readers of JSON that a task could use differ from one MSBuild to the next, so it is read here.
/// </summary>
internal sealed class HeaderText(string text)
{
    private const int Longest = 100;

    public int Position { get; private set; }

    /// <summary>The next character behind white space; '\0' at the end.</summary>
    public char Peek()
    {
        while (Position < text.Length && text[Position] is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }

        return Position < text.Length ? text[Position] : '\0';
    }

    public bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw NotJson($"'{expected}' is expected");
        }
    }

    /// <summary>What kind of value comes next.</summary>
    public string Kind() => Peek() switch
    {
        '{' => "an object",
        '[' => "a list",
        '"' => "a text",
        '-' or (>= '0' and <= '9') => "a number",
        't' when Begins("true") => "true",
        'f' when Begins("false") => "false",
        'n' when Begins("null") => "null",
        _ => throw NotJson("a value is expected"),
    };

    /// <summary>A value must be of one kind.</summary>
    /// <param name="what">What it belongs to: "Tensor 'a'".</param>
    /// <param name="kind">As <see cref="Kind"/> names it.</param>
    public void Expect(string what, string kind)
    {
        var found = Kind();
        if (found != kind)
        {
            throw new InvalidDataException($"{what} must be {kind}; it is {found}.");
        }
    }

    public string ReadText()
    {
        Take('"');
        var value = new StringBuilder();
        while (true)
        {
            var character = Next();
            switch (character)
            {
                case '"':
                    CheckSurrogates(value);
                    return value.ToString();
                case '\\':
                    value.Append(ReadEscape());
                    break;
                case < ' ':
                    throw NotJson("a text has a control character");
                default:
                    value.Append(character);
                    break;
            }
        }
    }

    /// <summary>A number as it is written, checked against the grammar of JSON.</summary>
    public string ReadNumber()
    {
        Peek();
        var start = Position;
        Skip('-');
        if (!Skip('0') && !SkipDigits())
        {
            throw NotJson("a digit is expected");
        }

        if (Skip('.') && !SkipDigits())
        {
            throw NotJson("a digit is expected");
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            if (!SkipDigits())
            {
                throw NotJson("a digit is expected");
            }
        }

        var found = Position < text.Length ? text[Position] : '\0';
        return found is ',' or ']' or '}' or ' ' or '\t' or '\n' or '\r' or '\0' ? text.Substring(start, Position - start) : throw NotJson("a number goes on in letters");
    }

    public InvalidDataException NotJson(string why) =>
        new($"The header is not valid JSON: {why} at character {Position.ToString(CultureInfo.InvariantCulture)} of {text.Length.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>A text of the file as it may stand in a message: a stranger wrote it, so that it is kept short and on one line.</summary>
    public static string Printable(string value)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (shown.Length >= Longest)
            {
                return shown.Append("... (").Append(value.Length).Append(" characters)").ToString();
            }

            // Format characters include those that turn the direction of writing round.
            var isPlain = char.GetUnicodeCategory(value, i) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (isPlain)
            {
                shown.Append(value[i]);
            }
            else
            {
                shown.Append("\\u").Append(((int)value[i]).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return shown.ToString();
    }

    private bool Begins(string word) => string.CompareOrdinal(text, Position, word, 0, word.Length) == 0;

    private char Next() => Position < text.Length ? text[Position++] : throw NotJson("the text ends early");

    private bool Skip(char character)
    {
        var isThere = Position < text.Length && text[Position] == character;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    private bool SkipDigits()
    {
        var start = Position;
        while (Position < text.Length && text[Position] is >= '0' and <= '9')
        {
            Position++;
        }

        return Position > start;
    }

    private char ReadEscape()
    {
        var letter = Next();
        if (letter != 'u')
        {
            return letter switch
            {
                '"' or '\\' or '/' => letter,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw NotJson("an unknown escape"),
            };
        }

        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = Next();
            code = (code * 16) + digit switch
            {
                >= '0' and <= '9' => digit - '0',
                >= 'a' and <= 'f' => digit - 'a' + 10,
                >= 'A' and <= 'F' => digit - 'A' + 10,
                _ => throw NotJson("four hexadecimal digits are expected"),
            };
        }

        return (char)code;
    }

    private static void CheckSurrogates(StringBuilder value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
            {
                i++;
                continue;
            }

            throw new InvalidDataException("A text in the header has an escape that stands for no character.");
        }
    }
}
