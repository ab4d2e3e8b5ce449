using System.Globalization;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Numbers and names as C# text, the same under every culture and host.</summary>
internal static class Literal
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same float.</summary>
    public static string Float(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single) || float.IsInfinity(single))
        {
            return float.IsNaN(single) ? "float.NaN" : single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        for (var digits = 6; digits <= 9; digits++)
        {
            var text = single.ToString("G" + Int(digits), CultureInfo.InvariantCulture);
            if (float.Parse(text, CultureInfo.InvariantCulture).Equals(single) || digits == 9)
            {
                return (single == 0 && 1 / single < 0 ? "-0" : text) + "f";
            }
        }

        return "";
    }

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Double(double value)
    {
        for (var digits = 15; digits <= 17; digits++)
        {
            var text = value.ToString("G" + Int(digits), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture).Equals(value) || digits == 17)
            {
                return text.Contains('.') || text.Contains('E') ? text : text + ".0";
            }
        }

        return "";
    }

    public static string Text(string value) =>
        "\"" + string.Concat(value.Select(character => character is '"' or '\\' || character < ' ' || character > '~'
            ? "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture)
            : character.ToString())) + "\"";

    /// <summary>A type's name: the compiler warns of lower-case ones, and some are keywords in places, unless they are escaped.</summary>
    public static string TypeName(string name) => name.All(character => character is >= 'a' and <= 'z') ? "@" + name : name;

    public static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;
}
