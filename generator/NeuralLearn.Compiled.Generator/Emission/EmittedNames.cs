using System.Text;
using NeuralLearn.Compiled.Generator.Declarations;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>How the parts of a network's code call each other.</summary>
internal static class EmittedNames
{
    private const int LongestName = 200;

    /// <summary>The namespace of a network's own kernels and passes; unique, as it is made from the full metadata name.</summary>
    public static string Namespace(TypeIdentity type) => "NeuralLearn.Compiled.Generated." + Mangle(type.MetadataName);

    /// <summary>The stem of the file names. The compiler compares these without case, so a hash tells names apart that differ in case only.</summary>
    public static string FileStem(TypeIdentity type)
    {
        var mangled = Mangle(type.MetadataName);
        return (mangled.Length > 80 ? mangled.Substring(0, 80) : mangled) + "."
            + unchecked((int)Fnv(type.MetadataName)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// An identifier that no other type's name leads to: a dot becomes "_", an underscore "_0" and any other character "_9" and its code;
    /// no part of a name begins with a digit. A type without a namespace gets "_" in front, so that no keyword comes out.
    /// </summary>
    private static string Mangle(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            text.Append(character switch
            {
                '.' or '+' => "_",
                '_' => "_0",
                _ when char.IsLetterOrDigit(character) && !char.IsSurrogate(character) => character.ToString(),
                _ => "_9" + ((int)character).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        // A name in an assembly has 1023 bytes at most, and a long namespace and a long class may have more together.
        var whole = name.Contains('.') ? text.ToString() : "_" + text;
        return whole.Length <= LongestName ? whole
            : whole.Substring(0, LongestName / 2) + "_9" + Fnv64(name).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>FNV-1a in 64 bits over UTF-8, as the library's own: the number of a named stream.</summary>
    public static ulong Fnv64(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return hash;
    }

    private static uint Fnv(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash;
    }
}
