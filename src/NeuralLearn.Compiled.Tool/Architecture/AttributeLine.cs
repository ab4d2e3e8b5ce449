using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>An argument of an attribute as C#.</summary>
/// <param name="Property">The property it sets; null for an argument of the constructor.</param>
/// <param name="Value">What stands there: <c>64</c>, <c>"hidden"</c>, <c>Activation.Tanh</c>.</param>
internal readonly record struct AttributeArgument(string? Property, string Value)
{
    public override string ToString() => Property is null ? Value : $"{Property} = {Value}";
}

/// <summary>An attribute as a user would write it: <c>[Dense(64, Activation.Tanh)]</c>.</summary>
/// <param name="Kind">Its name without "Attribute".</param>
internal sealed record AttributeLine(string Kind, IReadOnlyList<AttributeArgument> Arguments)
{
    public AttributeLine(string kind)
        : this(kind, [])
    {
    }

    /// <summary>A comment behind it; nothing if empty.</summary>
    public string Comment { get; init; } = "";

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that is this number, with an exponent where one would write it so: 1e-05 as 1e-5.</summary>
    public static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        return exponent < 0
            ? text
            : $"{text[..exponent]}e{int.Parse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A literal, whatever the text holds.</summary>
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Text(Enum value) => $"{value.GetType().Name}.{value}";

    /// <summary>The same with one more argument of the constructor; those come before properties.</summary>
    public AttributeLine With(string value) =>
        this with { Arguments = [.. Arguments.TakeWhile(argument => argument.Property is null), new(null, value), .. Arguments.SkipWhile(argument => argument.Property is null)] };

    /// <summary>The same with a property set, or set anew.</summary>
    public AttributeLine With(string property, string value) =>
        this with { Arguments = [.. Arguments.Where(argument => argument.Property != property), new(property, value)] };

    /// <summary>What a property is set to; null where it is not.</summary>
    public string? Find(string property) => Arguments.Where(argument => argument.Property == property).Select(argument => argument.Value).LastOrDefault();

    public override string ToString() => Arguments.Count == 0 ? $"[{Kind}]" : $"[{Kind}({string.Join(", ", Arguments)})]";
}
