using NeuralLearn.Compiled.Tool.Architecture;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>What the axes of a result are in this library.</summary>
internal enum ResultKind
{
    Vector,
    Signal,
    Sequence,
    Image,
    Indices,
}

/// <summary>A tensor of an imported layer, by its role: weight, bias, ….</summary>
internal sealed record ImportedTensor(string Role, int[] Shape, float[] Values, bool IsBuffer = false);

/// <summary>An input or a layer of an imported network.</summary>
internal sealed class ImportedLayer(AttributeLine line, ResultKind kind, params ImportedLayer[] reads)
{
    public AttributeLine Line { get; set; } = line;

    public ResultKind Kind { get; } = kind;

    public List<ImportedLayer> Reads { get; } = [.. reads];

    /// <summary>The name the file gives; null where it gives none.</summary>
    public string? FileName { get; set; }

    /// <summary>What other lines call it, once the lines are complete.</summary>
    public string Name { get; set; } = "";

    public List<ImportedTensor> Tensors { get; } = [];

    public bool IsInput => Line.Kind == "Input";

    /// <summary>Of a recurrent layer, whether all steps are used; null while that is open.</summary>
    public bool? UsesSteps { get; set; }
}

/// <summary>Layers in the order of their lines, and what comes out.</summary>
internal sealed class ImportedNetwork
{
    private static readonly Dictionary<string, Activation> Lines = new(StringComparer.Ordinal) { ["Softmax"] = Activation.Softmax, ["LogSoftmax"] = Activation.LogSoftmax };

    public List<ImportedLayer> Layers { get; } = [];

    public List<(string Name, ImportedLayer Layer)> Outputs { get; } = [];

    /// <summary>The declaration, with names for what is read by name; and every tensor under its name.</summary>
    /// <param name="automaticName">What layers of a kind are called without a name.</param>
    public (DeclaredNetwork Network, List<(TensorInfo Info, float[] Values)> Tensors) Complete(Func<string, string> automaticName)
    {
        MergeActivations();
        NameLayers(automaticName);
        var lines = new List<AttributeLine>();
        ImportedLayer? above = null;
        foreach (var layer in Layers)
        {
            var line = layer.Line;
            if (layer.UsesSteps == true)
            {
                line = line.With("Return", "Return.Sequence");
            }

            if (line.Kind is "Add" or "Multiply" or "Concat")
            {
                line = layer.Reads.Aggregate(line, (all, read) => all.With(AttributeLine.Text(read.Name)));
            }
            else if (layer.Reads.Count == 1 && layer.Reads[0] != above)
            {
                line = line.With("From", AttributeLine.Text(layer.Reads[0].Name));
            }

            lines.Add(layer.FileName is { } name ? line.With("Name", AttributeLine.Text(name)) : line);
            above = layer;
        }

        if (Outputs.Count > 1 || Outputs[0].Layer != above)
        {
            foreach (var (name, layer) in Outputs)
            {
                var output = new AttributeLine("Output").With(AttributeLine.Text(name));
                lines.Add(layer == above ? output : output.With("From", AttributeLine.Text(layer.Name)));
            }
        }

        var tensors = new List<(TensorInfo, float[])>();
        foreach (var layer in Layers)
        {
            tensors.AddRange(layer.Tensors.Select(tensor => (new TensorInfo($"{layer.Name}.{tensor.Role}", tensor.Shape, 0, isBuffer: tensor.IsBuffer), tensor.Values)));
        }

        return (new DeclaredNetwork(lines), tensors);
    }

    /// <summary>The name of a layer as the compiler takes it, or null.</summary>
    public static string? Usable(string? name) =>
        name is { Length: > 0 and < 200 } && name != "input" && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') && name.Any(char.IsAsciiLetterOrDigit) ? name : null;

    /// <summary>An activation behind a layer that takes one becomes its argument.</summary>
    private void MergeActivations()
    {
        for (var i = Layers.Count - 1; i > 0; i--)
        {
            var (layer, before) = (Layers[i], Layers[i - 1]);
            if (layer.Reads is not [var read] || read != before || before.Line.Kind is not ("Dense" or "Conv1D" or "Conv2D") || before.Line.Find("Activation") is not null
                || before.Line.Arguments.Count(argument => argument.Property is null) > 1
                || Layers.Any(other => other != layer && other.Reads.Contains(before)) || Outputs.Any(output => output.Layer == before) || layer.Tensors.Count > 0 || layer.FileName is not null)
            {
                continue;
            }

            var activation = Lines.TryGetValue(layer.Line.Kind, out var plain) ? AttributeLine.Text(plain)
                : layer.Line is { Kind: "Apply", Arguments: [{ Property: null } function] } ? function.Value
                : null;
            if (activation is null)
            {
                continue;
            }

            before.Line = before.Line.Kind == "Dense" ? before.Line.With(activation) : before.Line.With("Activation", activation);
            Layers.RemoveAt(i);
            foreach (var other in Layers)
            {
                for (var r = 0; r < other.Reads.Count; r++)
                {
                    other.Reads[r] = other.Reads[r] == layer ? before : other.Reads[r];
                }
            }

            for (var o = 0; o < Outputs.Count; o++)
            {
                Outputs[o] = Outputs[o].Layer == layer ? (Outputs[o].Name, before) : Outputs[o];
            }
        }
    }

    private void NameLayers(Func<string, string> automaticName)
    {
        var repeated = Layers.GroupBy(layer => layer.FileName, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in Layers.Where(layer => repeated.Contains(layer.FileName) || (!layer.IsInput && Usable(layer.FileName) is null)))
        {
            layer.FileName = null;
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = Layers.Select(layer => layer.FileName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var layer in Layers)
        {
            if (layer.IsInput)
            {
                layer.Name = layer.FileName ?? "input";
                continue;
            }

            var stem = automaticName(layer.Line.Kind);
            var number = counts[stem] = counts.GetValueOrDefault(stem) + 1;
            if (layer.FileName is null && names.Contains($"{stem}{number}"))
            {
                var free = number;
                while (!names.Add($"{stem}{free}_"))
                {
                    free++;
                }

                layer.FileName = $"{stem}{free}_";
            }

            layer.Name = layer.FileName ?? $"{stem}{number}";
            if (layer.FileName == $"{stem}{number}")
            {
                layer.FileName = null;
            }
        }
    }
}
