namespace NeuralLearn.Compiled.Generator.Declarations;

/// <summary>Writes an attribute as the user would, for comments: [Dense(128, Activation.ReLU)].</summary>
internal static class AttributeText
{
    private const string Function = "Function";

    /// <summary>Arguments that are written without a name, whichever way the user wrote them: equal declarations, equal text.</summary>
    private static readonly HashSet<string> Positional = new(StringComparer.Ordinal)
    {
        "Units", "Activation", "Features", "A", "B", "Channels", "Height", "Width", "Slope", "Alpha", "Beta", "Names", "Rate", "Type",
        "Dimensions", "Count", "Size", Function,
    };

    public static string Of(AttributeDeclaration attribute)
    {
        var arguments = attribute.Arguments.Select(argument =>
        {
            var value = argument.Value.Kind switch
            {
                ArgumentKind.Enumeration => Member(argument.Value),
                ArgumentKind.Numbers => "new double[] { " + string.Join(", ", argument.Value.Items) + " }",
                ArgumentKind.Integers => string.Join(", ", argument.Value.Items),
                _ when argument.Slot == Function => $"nameof({argument.Value.Text})",
                ArgumentKind.List => string.Join(", ", argument.Value.Items.Select(item => "\"" + item + "\"")),
                _ => argument.Value.ToString(),
            };
            return IsPositional(attribute.Kind, argument.Slot) ? value : argument.Slot + " = " + value;
        });
        var list = string.Join(", ", arguments);
        return "[" + attribute.Kind + (list.Length == 0 ? "" : "(" + list + ")") + "]";
    }

    /// <summary>What is an argument in one attribute may be a property in another.</summary>
    private static bool IsPositional(string kind, string slot) => (kind, slot) switch
    {
        ("Output", "Name") => true,
        (_, "Kernel") => kind.Contains("Pool"),
        ("Rnn", "Activation") => false,
        ("PReLU", "Channels") or ("SmoothL1Loss", "Beta") => false,
        _ => Positional.Contains(slot),
    };

    private static string Member(ArgumentValue value)
    {
        var type = typeof(AttributeText).Assembly.GetType("NeuralLearn.Compiled." + value.Text);
        return value.Text + "." + (type is null ? value.ToString() : Enum.GetName(type, (int)value.Integer) ?? value.ToString());
    }
}
