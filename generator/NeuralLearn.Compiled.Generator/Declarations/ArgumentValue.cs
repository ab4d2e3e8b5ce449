using System.Globalization;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Declarations;

/// <summary>What kind of constant an attribute argument is.</summary>
internal enum ArgumentKind
{
    /// <summary>An expression that is not a valid constant; the compiler reports it, we stay silent about it.</summary>
    Invalid,
    Null,
    Integer,
    Real,
    Boolean,
    Text,
    Enumeration,
    Type,
    List,
    Numbers,
    Integers,
}

/// <summary>The value of an attribute argument without anything of the compiler's in it.</summary>
internal readonly record struct ArgumentValue(ArgumentKind Kind, long Integer, double Real, string Text, EquatableArray<string> Items)
{
    public static ArgumentValue Invalid => default;

    public static ArgumentValue Null => new(ArgumentKind.Null, 0, 0, "", default);

    public static ArgumentValue OfInteger(long value) => new(ArgumentKind.Integer, value, value, "", default);

    public static ArgumentValue OfReal(double value) => new(ArgumentKind.Real, 0, value, "", default);

    public static ArgumentValue OfBoolean(bool value) => new(ArgumentKind.Boolean, value ? 1 : 0, 0, "", default);

    public static ArgumentValue OfText(string value) => new(ArgumentKind.Text, 0, 0, value, default);

    public static ArgumentValue OfEnumeration(string type, long value) => new(ArgumentKind.Enumeration, value, 0, type, default);

    /// <summary>A type: of an enumeration of int the members as "name=value", of any other type none.</summary>
    /// <param name="name">How emitted code writes it.</param>
    /// <param name="members">The members.</param>
    /// <param name="isHidden">Whether public members of the class cannot speak of it; kept as the integer 1.</param>
    public static ArgumentValue OfType(string name, EquatableArray<string> members, bool isHidden) => new(ArgumentKind.Type, isHidden ? 1 : 0, 0, name, members);

    public static ArgumentValue OfList(EquatableArray<string> items) => new(ArgumentKind.List, 0, 0, "", items);

    /// <summary>Real numbers, each as text that reads back as the same double.</summary>
    public static ArgumentValue OfNumbers(EquatableArray<string> items) => new(ArgumentKind.Numbers, 0, 0, "", items);

    /// <summary>Whole numbers, each as text.</summary>
    public static ArgumentValue OfIntegers(EquatableArray<string> items) => new(ArgumentKind.Integers, 0, 0, "", items);

    public override string ToString() => Kind switch
    {
        ArgumentKind.Integer or ArgumentKind.Enumeration => Integer.ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Real => Real.ToString("R", CultureInfo.InvariantCulture),
        ArgumentKind.Boolean => Integer != 0 ? "true" : "false",
        ArgumentKind.Text => "\"" + Text + "\"",
        ArgumentKind.Type => "typeof(" + Text + ")",
        ArgumentKind.List => Items.ToString(),
        _ => "",
    };
}
