using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Diagnostics;

internal enum RuleSeverity
{
    Error,
    Warning,
    Info,
}

/// <summary>A kind of mistake: its id, its title and the sentence that tells it.</summary>
internal sealed record Rule(string Id, string Title, string Message, RuleSeverity Severity = RuleSeverity.Error)
{
    /// <summary>Whether it is said once for the project, when all of it has been seen.</summary>
    public bool IsOfProject { get; init; }
}

/// <summary>
/// A mistake found, in the declaration's own coordinates: which attribute (-1: the class itself) and which argument of it
/// ("": the whole attribute). The analyzer turns that into a place in the source; no location lives here.
/// </summary>
internal sealed record Problem(Rule Rule, int Attribute, string Slot, EquatableArray<string> Arguments)
{
    /// <summary>Instead of an attribute: the slot says where in the class's source.</summary>
    public const int InSource = -2;

    /// <summary>The slot of one item of an argument that is a list.</summary>
    public static string Item(string slot, int index) => slot + "#" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Text => string.Format(System.Globalization.CultureInfo.InvariantCulture, Rule.Message, [.. Arguments]);

    public override string ToString() => Rule.Id + ": " + Text;
}
