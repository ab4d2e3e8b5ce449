using System.Globalization;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>
/// Whether the file that a class names fits the class. The rules are those of Load in strict mode: every tensor with its shape as F32 and no
/// other, but for the counters of batch normalisations, which a file may have or not.
/// </summary>
internal static class WeightChecks
{
    /// <summary>Bytes that one assembly can hold as texts, with room for those of the program.</summary>
    public const long LargestImage = 15 << 20;

    /// <summary>Bytes that are read in place: the compiler takes in these number by number, and 4 MB cost it some 20 seconds and more than a gigabyte.</summary>
    public const long LargestInPlace = 4 << 20;

    private const string Slot = "Weights";

    private const string BatchCounter = ".num_batches_tracked";

    /// <summary>The model, and beside its problems those of its weights file.</summary>
    public static NetworkModel Check(NetworkModel model, WeightFiles files)
    {
        var name = WeightFiles.NameIn(model.Declaration);
        var attribute = model.Declaration.Attributes.ToList().FindIndex(each => each.Kind == "Network");
        var problems = new ProblemList();
        if (attribute >= 0 && model.Declaration.Attributes[attribute].Has("Placement") && (name is null || model.Learns))
        {
            problems.Add(WeightRules.NothingToPlace, attribute, "Placement",
                name is null ? model.Declaration.Type.Name + " names no Weights" : model.Declaration.Type.Name + " learns, and has a copy of its own",
                name is null ? " or name a weights file" : "");
        }

        if (name is null)
        {
            return model.With(problems.Items);
        }

        var found = files.Named(name);
        if (found.Count == 0)
        {
            problems.Add(WeightRules.NoFile, attribute, Slot, name, files.Headers.Count == 0
                ? "it has none at all: put the file beside the project's sources, or list it as <NeuralLearnWeights Include=\"...\" />"
                : "it has " + Listed(files.Headers.Select(header => "'" + Printable.Of(header.Name) + "'")) + ": write one of these, or list the file as <NeuralLearnWeights Include=\"...\" />");
        }
        else if (found.Count > 1)
        {
            problems.Add(WeightRules.Ambiguous, attribute, Slot, name, Listed(found.Select(header => "'" + Printable.Of(header.Name) + "'")));
        }
        else if (found[0].Problem is { } problem)
        {
            problems.Add(WeightRules.Unreadable, attribute, Slot, name, problem.TrimEnd('.'));
        }
        else if (!model.HasErrors)
        {
            Compare(model, found[0], name, attribute, problems);
            if (!problems.HasErrors)
            {
                CheckBytes(model, found[0].Bytes, name, attribute, problems);
            }
        }

        return model.With(problems.Items);
    }

    /// <summary>Whether the network's memory, padding included, is too much for an assembly.</summary>
    public static NetworkModel CheckImage(NetworkModel model, long bytes)
    {
        if (WeightFiles.NameIn(model.Declaration) is not { } name)
        {
            return model;
        }

        var problems = new ProblemList();
        CheckBytes(model, bytes, name, model.Declaration.Attributes.ToList().FindIndex(each => each.Kind == "Network"), problems);
        return model.With(problems.Items);
    }

    private static void CheckBytes(NetworkModel model, long bytes, string name, int attribute, ProblemList problems)
    {
        var isInPlace = MemberNames.PlacementOf(model) == Placement.InPlace;
        var most = isInPlace ? LargestInPlace : LargestImage;
        if (bytes > most)
        {
            problems.Add(WeightRules.TooLarge, attribute, Slot, name, bytes, most, isInPlace && bytes <= LargestImage
                ? " to be read in place; leave Placement out"
                : "to one assembly; leave Weights out and call Load at run time");
        }
    }

    private static void Compare(NetworkModel model, WeightsHeader file, string name, int attribute, ProblemList problems)
    {
        var all = NetworkGraphBuilder.Build(model).Tensors;
        var tensors = all.Where(tensor => tensor.Role is not (TensorRole.Counter or TensorRole.Derived)).ToList();
        var byName = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var known = new HashSet<string>(tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        var missing = tensors.Where(tensor => !byName.ContainsKey(tensor.Name)).ToList();
        var unknown = file.Tensors.Where(tensor => !known.Contains(tensor.Name) && !IsBatchCounter(tensor)).ToList();
        var type = model.Declaration.Type.Name;
        if (missing.Count > 0)
        {
            problems.Add(WeightRules.Missing, attribute, Slot, name, missing.Count, tensors.Count, type,
                Listed(missing.Select(tensor => tensor.Name + " " + ShapeOf(tensor))), WayOut(missing, unknown));
        }

        if (unknown.Count > 0)
        {
            problems.Add(WeightRules.Unknown, attribute, Slot, name, unknown.Count, file.Tensors.Count, type,
                Listed(unknown.Select(tensor => Printable.Of(tensor.Name) + " " + tensor.ShapeText)), missing.Count > 0
                    ? "give a layer the name that stands in front of the last dot"
                    : "add their layers, or leave them out of the file");
        }

        var both = tensors.Where(tensor => byName.ContainsKey(tensor.Name)).Select(tensor => (Ours: tensor, Theirs: byName[tensor.Name])).ToList();
        var misshapen = both.Where(pair => !pair.Ours.Shape.Select(length => (long)length).SequenceEqual(pair.Theirs.Shape)).ToList();
        if (misshapen.Count > 0)
        {
            var isTransposed = misshapen.Any(pair => pair.Ours.Shape.Select(length => (long)length).OrderBy(length => length).SequenceEqual(pair.Theirs.Shape.OrderBy(length => length)));
            problems.Add(WeightRules.OtherShape, attribute, Slot, name, type,
                Listed(misshapen.Select(pair => $"{pair.Ours.Name} is {ShapeOf(pair.Ours)} in the class and {pair.Theirs.ShapeText} in the file")),
                isTransposed ? "the same axes in another order are transposed, as Keras stores them: transpose before saving" : "change the layers, or save the weights of this network");
        }

        var others = both.Where(pair => pair.Theirs.Type != "F32").Select(pair => pair.Theirs).ToList();
        if (others.Count > 0)
        {
            problems.Add(WeightRules.OtherType, attribute, Slot, name, Listed(others.Select(tensor => tensor.Name + " is " + tensor.Type)));
        }
    }

    /// <summary>A layer whose name differs is the usual reason: the last word and the shape fit.</summary>
    private static string WayOut(List<Parameter> missing, List<WeightsTensor> unknown)
    {
        foreach (var tensor in missing)
        {
            var (owner, last) = Split(tensor.Name);
            var candidate = unknown.FirstOrDefault(other => Split(other.Name).Last == last && other.Shape.SequenceEqual(tensor.Shape.Select(length => (long)length)));
            if (candidate is not null && Split(candidate.Name).Owner is { Length: > 0 } wanted)
            {
                return $"for {owner} write Name = \"{Printable.Of(wanted)}\", whose {last} has that shape";
            }
        }

        return "save the weights of this network, or change the layers";
    }

    private static (string Owner, string Last) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? ("", name) : (name.Substring(0, dot), name.Substring(dot + 1));
    }

    private static bool IsBatchCounter(WeightsTensor tensor) =>
        tensor.Type == "I64" && tensor.Shape.Count == 0 && tensor.Name.EndsWith(BatchCounter, StringComparison.Ordinal);

    private static string ShapeOf(Parameter tensor) => "[" + string.Join(", ", tensor.Shape.Select(length => length.ToString(CultureInfo.InvariantCulture))) + "]";

    private static string Listed(IEnumerable<string> items) => string.Join(", ", items);
}
