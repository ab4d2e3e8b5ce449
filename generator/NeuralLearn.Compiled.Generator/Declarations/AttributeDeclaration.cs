using System.Globalization;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Declarations;

/// <summary>One argument of an attribute; <paramref name="Slot"/> is the property's name, or the constructor parameter's in Pascal case.</summary>
internal readonly record struct Argument(string Slot, ArgumentValue Value);

/// <summary>One attribute of ours as it stands on the class: its kind ("Dense") and what was written into it.</summary>
internal sealed record AttributeDeclaration(string Kind, EquatableArray<Argument> Arguments)
{
    /// <summary>The method that the attribute names, where it names one.</summary>
    public CustomFunction? Function { get; init; }

    public bool Has(string slot) => Find(slot) is not null;

    public int Integer(string slot, int otherwise = 0) =>
        Find(slot) is { Kind: ArgumentKind.Integer } value ? checked((int)value.Integer) : otherwise;

    public double Real(string slot, double otherwise = 0) =>
        Find(slot) is { Kind: ArgumentKind.Real or ArgumentKind.Integer } value ? value.Real : otherwise;

    public bool Boolean(string slot, bool otherwise = false) =>
        Find(slot) is { Kind: ArgumentKind.Boolean } value ? value.Integer != 0 : otherwise;

    public string? Text(string slot) => Find(slot) is { Kind: ArgumentKind.Text } value ? value.Text : null;

    /// <summary>A list of real numbers; null where there is none.</summary>
    public IReadOnlyList<double>? Reals(string slot) => Find(slot) is { Kind: ArgumentKind.Numbers } value
        ? [.. value.Items.Select(item => double.Parse(item, CultureInfo.InvariantCulture))]
        : null;

    /// <summary>A list of whole numbers; null where there is none.</summary>
    public IReadOnlyList<int>? Integers(string slot) => Find(slot) is { Kind: ArgumentKind.Integers } value
        ? [.. value.Items.Select(item => int.Parse(item, CultureInfo.InvariantCulture))]
        : null;

    public TEnum Enumeration<TEnum>(string slot)
        where TEnum : struct, Enum =>
        Find(slot) is { Kind: ArgumentKind.Enumeration } value ? (TEnum)Enum.ToObject(typeof(TEnum), (int)value.Integer) : default;

    /// <summary>True where an argument is not a constant at all, or the method that it names is no C#: the compiler already says so.</summary>
    public bool HasInvalidArgument => Arguments.Any(argument => argument.Value.Kind == ArgumentKind.Invalid) || Function is { Body: null, Problem: null };

    public ArgumentValue? Find(string slot)
    {
        // The last one wins, as when the compiler runs the setters: [Dense(4, Activation.ReLU, Activation = ...)].
        ArgumentValue? found = null;
        foreach (var argument in Arguments)
        {
            if (argument.Slot == slot)
            {
                found = argument.Value;
            }
        }

        return found;
    }
}
