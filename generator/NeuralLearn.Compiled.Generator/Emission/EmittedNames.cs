using System.Text;
using NeuralLearn.Compiled.Generator.Declarations;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>How the parts of a network's code call each other.</summary>
internal static class EmittedNames
{
    /// <summary>The namespace of a network's own kernels and passes; unique, as it is made from the full metadata name.</summary>
    public static string Namespace(TypeIdentity type) => "NeuralLearn.Compiled.Generated." + Mangle(type.MetadataName);

    /// <summary>The stem of the file names: safe in a file system and under case-insensitive comparison.</summary>
    public static string FileStem(TypeIdentity type)
    {
        var mangled = Mangle(type.MetadataName);

        // Two names that differ only in case, or that were cut, must not meet in one file name.
        var hash = unchecked((int)Fnv(type.MetadataName)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        return mangled.Length > 80 || mangled.Any(char.IsUpper) is false || mangled.Any(character => character > '~')
            ? (mangled.Length > 80 ? mangled.Substring(0, 80) : mangled) + "." + hash
            : mangled + (HasTwin(type.MetadataName) ? "." + hash : "");
    }

    private static bool HasTwin(string name) => name.Any(character => character is '+' or '`');

    private static string Mangle(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            text.Append(character switch
            {
                '.' or '+' => "_",
                '_' => "__",
                _ when char.IsLetterOrDigit(character) && !char.IsSurrogate(character) => character.ToString(),
                _ => "_u" + ((int)character).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return char.IsDigit(text[0]) ? "_" + text : text.ToString();
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
