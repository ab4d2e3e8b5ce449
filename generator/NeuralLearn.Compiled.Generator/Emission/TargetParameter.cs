using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>One of the forms in which a training call takes what an output should be.</summary>
/// <param name="Type">For one row.</param>
/// <param name="ManyType">For many rows.</param>
/// <param name="Size">Values per row, as code.</param>
internal sealed record TargetParameter(
    string Type, string ManyType, string Name, string ManyName, string Field, string Size, string Words, string ManyWords)
{
    private const string Floats = "global::System.ReadOnlySpan<float>";

    public bool IsSpan => Type == ManyType;

    /// <summary>
    /// The lists of parameters that overloads have: with one loss every form it takes; with several one list, in which a class is a label and a
    /// single value a number, as all combinations would be too many.
    /// </summary>
    public static List<List<TargetParameter>> Overloads(NetworkModel model, BatchFields fields, IReadOnlyList<Port> outputs)
    {
        List<ShapedLoss> told = [.. model.Losses.Where(loss => loss.OwnTarget is null)];
        if (told.Count == 0)
        {
            return [[]];
        }

        List<List<TargetParameter>> forms = [.. told.Select(loss => Forms(model, loss, fields.Losses[loss], outputs[loss.Output]))];
        return told.Count == 1 && model.Outputs.Count == 1
            ? [.. forms[0].Select(form => new List<TargetParameter> { form })]
            : [[.. forms.Select(form => form[form.Count - 1])]];
    }

    /// <summary>The preferred form last.</summary>
    private static List<TargetParameter> Forms(NetworkModel model, ShapedLoss loss, LossFields fields, Port port)
    {
        var output = model.Outputs[loss.Output];
        var kind = loss.Target(output.Size);
        string Name(string plain) => output.Name is null ? plain : Literal.Identifier(Ports.Camel(output.Identifier) + char.ToUpperInvariant(plain[0]) + plain.Substring(1));
        var forms = new List<TargetParameter>();
        if (kind is TargetKind.Values or TargetKind.Classes or TargetKind.Gradient)
        {
            var name = kind == TargetKind.Gradient && output.Name is not null ? "gradient" : "target";
            var words = $"{port.Words}: {WordsOf(kind)}.";
            forms.Add(new TargetParameter(Floats, Floats, Name(name), output.Name is null ? name + "s" : Name(name), fields.Target, port.SizeName, words, "As many rows of " + words));
        }

        if (kind == TargetKind.Values && output.Size == 1)
        {
            forms.Add(forms[0] with { Type = "float", Words = "The right output." });
        }

        if (kind is TargetKind.Classes or TargetKind.Labels)
        {
            var type = LabelType(model, loss.Output);
            var many = $"global::System.ReadOnlySpan<{type}>";
            var range = type == "int" ? $", 0 to {Literal.Int((output.Shape.IsKnown ? output.Shape.Channels : 1) - 1)}" : "";
            var labels = output.Name is null ? "labels" : Name("label");
            var targets = loss.Targets(output);
            forms.Add(targets == 1
                ? new TargetParameter(type, many, Name("label"), labels, fields.Label, "1", $"The right class{range}.", $"The right class of each row{range}.")
                : new TargetParameter(many, many, labels, labels, fields.Label, Literal.Int(targets),
                    $"The right class at each of {Literal.Int(targets)} {output.Shape.PositionsWord}{range}.",
                    $"The right class at each of the {Literal.Int(targets)} {output.Shape.PositionsWord} of each row{range}."));
        }

        return forms;
    }

    public static string LabelType(NetworkModel model, int output) =>
        model.Classes.TryGetValue(output, out var classes) && classes.EnumType is { } type ? type : "int";

    public static string WordsOf(TargetKind kind) => kind switch
    {
        TargetKind.Classes => "one probability per class",
        TargetKind.Gradient => "∂loss/∂output",
        _ => "the right outputs",
    };
}
