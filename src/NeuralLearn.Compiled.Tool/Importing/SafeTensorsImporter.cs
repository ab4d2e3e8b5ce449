using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>
/// Weights that PyTorch saved. A file of weights tells the layers with parameters and not what stands between them, so that either the layers
/// follow each other, with activations given in words, or the architecture is given.
/// </summary>
internal static class SafeTensorsImporter
{
    private static readonly string[] WithTensors = ["Dense", "Conv1D", "Conv2D", "BatchNorm", "LayerNorm", "Embedding", "Rnn", "Gru", "Lstm", "PReLU", "Standardize"];

    /// <param name="tensors">Of the file.</param>
    /// <param name="layers">Modules to take, in their order; all in the order of their names if empty.</param>
    /// <param name="architecture">The network; null where layers follow each other.</param>
    /// <param name="activations">One per layer, or fewer than there are.</param>
    /// <param name="input">The first step of an architecture; null where the first layer tells.</param>
    /// <exception cref="ToolFailure">The tensors do not make these layers.</exception>
    public static (DeclaredNetwork Network, List<(TensorInfo Info, float[] Values)> Tensors) Import(
        IReadOnlyList<TensorView> tensors, IReadOnlyList<string> layers, string? architecture, string? activations, string? input)
    {
        var chosen = layers.Count == 0 ? TensorGroup.Of(tensors)
            : layers.Select(layer => TensorGroup.Of([.. tensors.Where(tensor => TensorGroup.PrefixOf(tensor.Name) == layer)]) is [var one] ? one
                : throw new ToolFailure($"The file has no module '{layer}'; it has {string.Join(", ", tensors.Select(tensor => Printed.Text(TensorGroup.PrefixOf(tensor.Name))).Distinct())}.", ExitCode.Usage)).ToList();
        if (chosen.Count == 0)
        {
            throw new ToolFailure("The file has no tensors.");
        }

        var network = architecture is null ? Chain(chosen, activations, input) : ArchitectureText.Parse(architecture);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (lines, all, next) = (new List<AttributeLine>(), new List<(TensorInfo, float[])>(), 0);
        foreach (var line in network.Lines)
        {
            var stem = ImportedClass.AutomaticName(line.Kind);
            var isLayer = AttributeWord.Find(line.Kind) is { IsLayer: true };
            var number = isLayer ? counts[stem] = counts.GetValueOrDefault(stem) + 1 : 0;
            if (!WithTensors.Contains(line.Kind) || (line.Kind == "LayerNorm" && line.Find("Affine") == "false"))
            {
                lines.Add(line);
                continue;
            }

            if (next == chosen.Count)
            {
                throw new ToolFailure($"The architecture has more layers with weights than the file: {line} is number {next + 1}, and the file has {chosen.Count} ({string.Join(", ", chosen.Select(group => Printed.Text(group.Name)))}).");
            }

            var group = chosen[next++];
            if (group.Kind() != line.Kind && !(group.Kind() is "Dense" or "Embedding" && line.Kind is "Dense" or "Embedding"))
            {
                throw new ToolFailure($"{line} of the architecture meets {group.Title} of the file, which is a {group.Kind()} ({string.Join(", ", group.Tensors.Select(tensor => $"{tensor.Key} {tensor.Value.ShapeText}"))}). Layers are taken in the order of their names; --layers gives another.");
            }

            // Without a name of its own a module is called as the compiler calls the layer; "from" in the architecture may use another.
            var name = line.Find("Name")?.Trim('"') ?? (group.Name.Length > 0 ? group.Name : null);
            if (name is not null && ImportedNetwork.Usable(name) is null)
            {
                throw new ToolFailure($"{group.Title} cannot be the name of a layer: letters, digits, '_', '-' and '.' can.");
            }

            lines.Add(name is null || name == $"{stem}{number}" ? line : line.With("Name", AttributeLine.Text(name)));
            all.AddRange(group.Tensors.Where(tensor => tensor.Key != "num_batches_tracked")
                .Select(tensor => (new TensorInfo($"{name ?? $"{stem}{number}"}.{tensor.Key}", [.. tensor.Value.Shape.Select(length => (int)length)], 0), tensor.Value.ToSingles())));
        }

        return next == chosen.Count ? (network with { Lines = lines }, all)
            : throw new ToolFailure($"The file has more layers with weights than the architecture: {string.Join(", ", chosen.Skip(next).Select(group => Printed.Text(group.Name)))} {(chosen.Count - next == 1 ? "is" : "are")} left over.");
    }

    /// <summary>Layers one behind the other, where their sizes say that they can be.</summary>
    private static DeclaredNetwork Chain(List<TensorGroup> groups, string? activations, string? input)
    {
        List<AttributeLine> lines = input is null ? [] : [.. ArchitectureText.Parse(input + " -> flatten").Lines.Take(1)];
        var words = activations?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var (width, previous, layer, isSequence) = (0L, "the input", 0, lines is [{ } first] && first.Find("Kind") == "InputKind.Sequence");
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            var kind = group.Kind();
            if (kind is "Conv1D" or "Conv2D" or "Embedding")
            {
                throw new ToolFailure($"{group.Title} is a {kind}: what it reads and what follows it is not in the file. Give the network with --architecture, as in \"1x28x28 -> conv 8 3x3 relu -> maxpool 2 -> flatten -> dense 10\".", ExitCode.Usage);
            }

            var (line, reads, gives) = Line(group, kind, width);
            if (lines.Count == 0)
            {
                lines.Add(kind is "Rnn" or "Gru" or "Lstm"
                    ? throw new ToolFailure($"{group.Title} is recurrent: say how many steps a sequence has with --input, as in \"64x{reads} sequence\".", ExitCode.Usage)
                    : new AttributeLine("Input").With(AttributeLine.Text((int)reads)));
            }
            else if (width > 0 && reads != width)
            {
                throw new ToolFailure($"{group.Title} reads {reads} values, but {previous}, the one before it by name, gives {width}: the layers do not follow each other. Choose and order them with --layers, or give the network with --architecture. The file has {string.Join(", ", groups.Select(each => Printed.Text(each.Name)))}.");
            }

            if (kind is "Rnn" or "Gru" or "Lstm")
            {
                isSequence = groups.Skip(i + 1).Any(next => next.Kind() is "Rnn" or "Gru" or "Lstm");
                line = isSequence ? line.With("Return", "Return.Sequence") : line;
            }

            if (kind == "Dense" && layer < words.Length)
            {
                line = Activated(line, words[layer]);
                layer++;
            }

            lines.Add(line);
            (width, previous) = (gives, group.Title);
        }

        return layer >= words.Length ? new DeclaredNetwork(lines)
            : throw new ToolFailure($"--activations names {words.Length} activations, and there are {layer} dense layers.", ExitCode.Usage);
    }

    private static AttributeLine Activated(AttributeLine line, string word) =>
        word.ToLowerInvariant() is "none" or "" ? line
        : Enum.TryParse<Activation>(word, ignoreCase: true, out var activation) && char.IsLetter(word[0])
            ? activation == Activation.Identity ? line : line.With(AttributeLine.Text(activation))
        : throw new ToolFailure($"'{word}' is no activation: none, {string.Join(", ", Enum.GetNames<Activation>()).ToLowerInvariant()} are.{Spelling.Suggestion(word, Enum.GetNames<Activation>())}", ExitCode.Usage);

    private static (AttributeLine Line, long Reads, long Gives) Line(TensorGroup group, string kind, long width)
    {
        var line = new AttributeLine(kind);
        switch (kind)
        {
            case "Dense":
                var weight = group.Tensors["weight"];
                line = line.With(AttributeLine.Text((int)weight.Shape[0]));
                return (group.Tensors.ContainsKey("bias") ? line : line.With("Bias", "false"), weight.Shape[1], weight.Shape[0]);
            case "Rnn" or "Gru" or "Lstm":
                var units = group.Tensors["weight_hh_l0"].Shape[1];
                var levels = group.Tensors.Keys.Count(role => role.StartsWith("weight_hh_l", StringComparison.Ordinal));
                line = line.With(AttributeLine.Text((int)units));
                line = levels > 1 ? line.With("Layers", AttributeLine.Text(levels)) : line;
                return (group.Tensors.ContainsKey("bias_ih_l0") ? line : line.With("Bias", "false"), group.Tensors["weight_ih_l0"].Shape[1], units);
            case "PReLU":
                var slopes = group.Tensors["weight"].Elements;
                return (slopes > 1 ? line.With("Channels", "true") : line, slopes > 1 ? slopes : width, slopes > 1 ? slopes : width);
            default:
                var count = (group.Tensors.GetValueOrDefault("running_mean") ?? group.Tensors.GetValueOrDefault("mean") ?? group.Tensors["weight"]).Elements;
                return (kind == "BatchNorm" && !group.Tensors.ContainsKey("weight") ? line.With("Affine", "false") : line, count, count);
        }
    }
}
