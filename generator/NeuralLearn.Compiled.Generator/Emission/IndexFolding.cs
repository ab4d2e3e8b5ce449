using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Takes out of a line what says nothing: an index times 1 or plus 0, brackets around a name. Only whole numbers are touched; those of
/// networks are floats and have an f behind them.
/// </summary>
internal static class IndexFolding
{
    private const string End = @"(?![\w.])";
    private const string Begin = @"(?<=[(\[]|, |[^=<>!]= |return |\? |: )";

    private static readonly (Regex Pattern, string By)[] Rules =
    [
        (Of(@"\((?:nint|nuint|int)\)(\d+)" + End), "$1"),
        (Of(@" [*/] 1" + End), ""),
        (Of(Begin + @"1 \* (?=[\w(])"), ""),
        (Of("(?:" + Begin + @"|(?<= \+ ))\w+ % 1" + End), "0"),
        (Of("(?:" + Begin + @"|(?<= \+ ))0 [*/%] \w+" + End), "0"),
        (Of("(?:" + Begin + @"|(?<= \+ ))\w+ \* 0" + End), "0"),
        (Of(@" [+-] 0" + End + @"(?! [*/%])"), ""),
        (Of(Begin + @"0 \+ (?=[\w(])"), ""),
        (Of(@"(?<![\w>)\]])\(([\w]+)\)(?=[.,;)\]]| [-+*/%<>=?:] )"), "$1"),
        (Of(@"(?<=[\[(]|, )\(([^()]*)\)(?=[,)\]])"), "$1"),
        (Of(@"Unsafe\.Add\(ref ([\w.]+), 0\)"), "$1"),
        (Of(@"(Unsafe\((?:ref )[\w.]+), 0\)"), "$1)"),
        (Of(@"(Unsafe\.Add\(ref [\w.]+), \(nint\)(\w+)\)"), "$1, $2)"),
    ];

    private static readonly char[] Brackets = ['(', ')'];

    private static readonly Regex Constant = Of(@"(?<called>[\w>])?\((?<a>\d{1,9}) (?<sign>[-+*/%]) (?<b>\d{1,9})\)");
    private static readonly Regex Operand = Of(@"(?:" + Begin + @"|(?<= \+ ))(?<a>\d{1,9}) (?<sign>[*]) (?<b>\d{1,9})(?=[,;)\]]| \+ )");

    /// <summary>The line without them.</summary>
    public static string Folded(string line)
    {
        for (string before = ""; before != line;)
        {
            before = line;
            foreach (var (pattern, by) in Rules)
            {
                line = pattern.Replace(line, by);
            }

            line = Operand.Replace(Constant.Replace(line, Computed), Computed);
            line = WithoutBracketsAroundAll(line);
        }

        return line;
    }

    // Thousands of lines go through a dozen patterns: compiled they pay for themselves with the first network.
    private static Regex Of(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);

    /// <summary>
    /// A look that costs little, as few lines have anything to fold: a 0 or 1 beside an operator, two numbers, brackets around a name or
    /// around all. Text in quotes stays as it is.
    /// </summary>
    public static bool MayFold(string line)
    {
        var may = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                return false;
            }

            may = may || (line[i] == '('
                ? (i == 0 || !IsWord(line[i - 1])) && MayGo(line, i)
                : i > 0 && line[i] is >= '0' and <= '9' && line[i - 1] is ' ' or '(' or '[' && IsIdle(line, i));
        }

        return may;
    }

    /// <summary>Whether a number stands beside an operator that it makes idle, or beside another number.</summary>
    private static bool IsIdle(string line, int at)
    {
        var end = at + 1;
        while (end < line.Length && char.IsDigit(line[end]))
        {
            end++;
        }

        var isIdle = end == at + 1 && line[at] is '0' or '1';
        var isBehindSign = at > 2 && line[at - 1] == ' ' && IsSign(line[at - 2]) && line[at - 3] == ' ';
        var isBeforeSign = end + 1 < line.Length && line[end] == ' ' && IsSign(line[end + 1]);
        return (isBehindSign && (isIdle || (at > 3 && char.IsDigit(line[at - 4]))))
            || (isBeforeSign && (isIdle || (end + 3 < line.Length && char.IsDigit(line[end + 3]))))
            || (line[at] == '0' && end < line.Length && line[end] == ')');
    }

    /// <summary>Whether brackets hold a name, a number's type, or all that stands between others.</summary>
    private static bool MayGo(string line, int at)
    {
        var end = at + 1;
        while (end < line.Length && IsWord(line[end]))
        {
            end++;
        }

        if (end > at + 1 && end + 1 < line.Length && line[end] == ')')
        {
            return line[end + 1] is '.' or ',' or ';' or ')' or ']' or ' ' || IsWord(line[end + 1]);
        }

        if (at > 1 && line[at - 1] == ' ' && line[at - 2] == '=' && line[line.Length - 1] == ';')
        {
            return true;
        }

        var inner = line.IndexOfAny(Brackets, at + 1);
        return inner >= 0 && line[inner] == ')' && inner + 1 < line.Length && line[inner + 1] is ',' or ')' or ']';
    }

    private static bool IsSign(char character) => character is '*' or '/' or '%' or '+' or '-';

    private static bool IsWord(char character) => character == '_' || char.IsLetterOrDigit(character);

    private static string Computed(Match match)
    {
        long a = Number(match, "a"), b = Number(match, "b");
        var sign = match.Groups["sign"].Value[0];
        if ((sign is '/' or '%' && b == 0) || (sign == '-' && a < b))
        {
            return match.Value;
        }

        var value = Literal.Int(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, '/' => a / b, _ => a % b });
        return match.Groups["called"].Success ? $"{match.Groups["called"].Value}({value})" : value;
    }

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>"y = (a + b);" without the brackets.</summary>
    private static string WithoutBracketsAroundAll(string line)
    {
        var start = line.IndexOf("= (", StringComparison.Ordinal);
        if (start < 0 || !line.EndsWith(");", StringComparison.Ordinal))
        {
            return line;
        }

        var depth = 0;
        for (var i = start + 2; i < line.Length - 1; i++)
        {
            depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i == line.Length - 2 ? line.Substring(0, start + 2) + line.Substring(start + 3, i - start - 3) + ";" : line;
            }
        }

        return line;
    }
}
