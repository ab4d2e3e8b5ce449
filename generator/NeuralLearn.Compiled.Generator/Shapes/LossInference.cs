using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>Brings losses and class names to the outputs that they belong to.</summary>
internal sealed class LossInference(
    IReadOnlyList<ShapedInput> inputs,
    IReadOnlyList<ShapedLayer> layers,
    IReadOnlyList<ShapedOutput> outputs,
    IReadOnlyDictionary<string, int> byName,
    ProblemList problems)
{
    private const string OutputSlot = "Output";
    private const string Enumeration = "an enumeration of int whose members have the values 0, 1, 2, … without a gap";

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => "'" + name + "'"));

    /// <summary>Outputs of which a line has said that their size is not what it lists; one such message will do.</summary>
    private readonly HashSet<int> _miscounted = [];

    /// <summary>The losses in the order of their outputs, so that members list their targets in that order.</summary>
    public List<ShapedLoss> Infer(IReadOnlyList<LossDeclaration> declared)
    {
        var losses = new List<ShapedLoss>();
        var homeless = new List<LossDeclaration>();
        foreach (var loss in declared)
        {
            CheckValues(loss, declared[0]);
            if (FindOutput(loss.Index, loss.Attribute) is not { } output)
            {
                homeless.Add(loss);
                continue;
            }

            if (losses.Any(other => other.Output == output))
            {
                problems.Add(DeclarationRules.SeveralLosses, loss.Index, "", loss.Attribute.Kind, Title(output));
                continue;
            }

            var kind = LossCatalog.Find(loss.Attribute.Kind)!;
            kind.Check(loss, outputs[output].Shape, outputs[output].Title, problems);
            losses.Add(new ShapedLoss(kind, loss, output, OwnTarget(loss, output)));
        }

        // A loss whose output cannot be told is kept on the first free one, so that the members it leads to are there all the same.
        foreach (var loss in homeless)
        {
            if (Enumerable.Range(0, outputs.Count).Cast<int?>().FirstOrDefault(output => losses.All(other => other.Output != output)) is { } free)
            {
                var kind = LossCatalog.Find(loss.Attribute.Kind)!;
                kind.Check(loss, Shape.Unknown, outputs[free].Title, problems);
                losses.Add(new ShapedLoss(kind, loss, free, null));
            }
        }

        return [.. losses.OrderBy(loss => loss.Output)];
    }

    public Dictionary<int, ClassNames> InferClasses(NetworkDeclaration declaration, IReadOnlyList<ShapedLoss> losses)
    {
        var classes = new Dictionary<int, ClassNames>();
        for (var i = 0; i < declaration.Attributes.Count; i++)
        {
            var attribute = declaration.Attributes[i];
            if (attribute.Kind != "Classes" || attribute.HasInvalidArgument || ClassOutput(i, attribute, losses) is not { } output)
            {
                continue;
            }

            if (classes.ContainsKey(output))
            {
                problems.Add(DeclarationRules.SeveralClasses, i, "", Title(output));
            }
            else if (ReadNames(i, attribute) is { } names)
            {
                CheckCount(i, names.EnumType is null ? "" : "Type", names.EnumType is null ? "Names" : "Type", "Classes", names.Names.Count, output);
                classes.Add(output, names);
            }
        }

        return classes;
    }

    /// <summary>The output that a line names, or the only one; null and a problem where that cannot be said.</summary>
    private int? FindOutput(int index, AttributeDeclaration attribute)
    {
        if (attribute.Text(OutputSlot) is { } name)
        {
            for (var i = 0; i < outputs.Count; i++)
            {
                if (outputs[i].Name == name)
                {
                    return i;
                }
            }

            problems.Add(DeclarationRules.UnknownOutput, index, OutputSlot, attribute.Kind, name,
                outputs.Any(output => output.Name is not null)
                    ? "there are " + Quoted(outputs.Select(output => output.Name!))
                    : $"there is none with a name; add [Output(\"{name}\")] below the layer that it is");
            return null;
        }

        if (outputs.Count > 1)
        {
            problems.Add(DeclarationRules.OutputNotNamed, index, "", attribute.Kind, Quoted(outputs.Select(output => output.Name!)), outputs[0].Name!);
        }

        return outputs.Count == 1 ? 0 : null;
    }

    private string Title(int output) => outputs[output].Name is { } name ? $"'{name}'" : outputs[output].Title;

    private void CheckValues(LossDeclaration loss, LossDeclaration first)
    {
        var attribute = loss.Attribute;
        if (attribute.Find("Reduction") is { Kind: ArgumentKind.Enumeration } value && !Enum.IsDefined(typeof(Reduction), (int)value.Integer))
        {
            problems.OutOfRange(loss.Index, attribute.Kind, "Reduction", value, "a member of the enumeration Reduction");
        }
        else if (loss.Reduction != first.Reduction)
        {
            problems.Add(DeclarationRules.ReductionsDiffer, loss.Index, attribute.Has("Reduction") ? "Reduction" : "",
                attribute.Kind, loss.Reduction, first.Attribute.Kind, first.Reduction);
        }

        problems.InRange(loss.Index, attribute, "Weight", _ => true, "a finite number");
        foreach (var slot in new[] { "ClassWeights", "OutputWeights" })
        {
            if (attribute.Reals(slot) is { } weights && weights.Any(weight => double.IsNaN(weight) || float.IsInfinity((float)weight) || (slot == "ClassWeights" && weight < 0)))
            {
                problems.Add(DeclarationRules.ListValueOutOfRange, loss.Index, slot, slot, attribute.Kind,
                    slot == "ClassWeights" ? "finite numbers, 0 or more" : "finite numbers");
            }
        }

        var output = outputs.Count == 1 ? 0 : outputs.ToList().FindIndex(candidate => candidate.Name == attribute.Text(OutputSlot));
        foreach (var slot in new[] { "ClassWeights", "OutputWeights" })
        {
            if (output >= 0 && attribute.Reals(slot) is { } weights)
            {
                CheckCount(loss.Index, slot, slot, attribute.Kind, weights.Count, output);
            }
        }
    }

    private void CheckCount(int index, string place, string slot, string kind, int count, int output)
    {
        // Classes stand along the channels, and each step of a sequence has a target of its own.
        var shape = outputs[output].Shape;
        var expected = slot != "OutputWeights" || shape.Axes == Axes.Sequence ? shape.IsKnown ? shape.Channels : 0 : shape.Size;
        if (shape.IsKnown && count != expected && _miscounted.Add(output))
        {
            problems.Add(ShapeRules.CountDiffers, index, place, slot, kind, count, outputs[output].Title, expected);
        }
    }

    private int? OwnTarget(LossDeclaration loss, int output)
    {
        if (loss.Attribute.Text("Target") is not { } name)
        {
            return null;
        }

        if (!byName.TryGetValue(name, out var source))
        {
            problems.Add(ShapeRules.UnknownName, loss.Index, "Target", "[" + loss.Attribute.Kind + "]", name, Quoted(byName.Keys));
            return null;
        }

        var shape = Source.IsInput(source) ? inputs[Source.InputIndex(source)].Shape : layers[source].Output;
        if (shape.IsKnown && outputs[output].Shape.IsKnown && !shape.Equals(outputs[output].Shape))
        {
            problems.Add(ShapeRules.TargetDiffers, loss.Index, "Target", "[" + loss.Attribute.Kind + "]",
                outputs[output].Title, outputs[output].Shape.Describe(), name, shape.Describe());
        }

        return source;
    }

    private int? ClassOutput(int index, AttributeDeclaration attribute, IReadOnlyList<ShapedLoss> losses)
    {
        bool Chooses(int output) => losses.FirstOrDefault(loss => loss.Output == output) is { } loss
            ? loss.Target(outputs[output].Size) is TargetKind.Classes or TargetKind.Labels || loss.Kind.Target == TargetKind.Gradient
            : losses.Count == 0;
        if (attribute.Text(OutputSlot) is not null || outputs.Count == 1)
        {
            if (FindOutput(index, attribute) is { } named)
            {
                if (Chooses(named))
                {
                    return named;
                }

                problems.Add(DeclarationRules.ClassesWithoutScores, index, "", Title(named));
            }

            return null;
        }

        var candidates = Enumerable.Range(0, outputs.Count).Where(Chooses).ToList();
        if (candidates.Count != 1 && outputs.Count > 0)
        {
            problems.Add(DeclarationRules.OutputNotNamed, index, "", "Classes", Quoted(outputs.Select(output => output.Name!)), outputs[0].Name!);
        }

        return candidates.Count == 1 ? candidates[0] : null;
    }

    private ClassNames? ReadNames(int index, AttributeDeclaration attribute)
    {
        if (attribute.Find("Type") is { Kind: ArgumentKind.Null })
        {
            problems.Add(DeclarationRules.ClassesType, index, "Type", "null", Enumeration);
            return null;
        }

        if (attribute.Find("Type") is not { Kind: ArgumentKind.Type } type)
        {
            var names = attribute.Find("Names")?.Items ?? default;
            if (names.Distinct().Count() != names.Count || names.Any(name => name.Length == 0))
            {
                problems.Add(DeclarationRules.ListValueOutOfRange, index, "", "Names", "Classes", "different names, none of them empty");
                return null;
            }

            return new ClassNames(names, null);
        }

        var members = type.Items.Select(item => item.Split('=')).Select(parts => (Name: parts[0], Value: int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))
            .OrderBy(member => member.Value).ToList();
        if (members.Count == 0 || !members.Select(member => member.Value).SequenceEqual(Enumerable.Range(0, members.Count)))
        {
            problems.Add(DeclarationRules.ClassesType, index, "Type", type.Text.Replace("global::", ""), Enumeration);
            return null;
        }

        if (type.Integer != 0)
        {
            problems.Add(DeclarationRules.ClassesType, index, "Type", type.Text.Replace("global::", ""),
                "as accessible as the network, whose members take and return it");
            return null;
        }

        return new ClassNames(members.Select(member => member.Name).ToEquatableArray(), type.Text);
    }
}
