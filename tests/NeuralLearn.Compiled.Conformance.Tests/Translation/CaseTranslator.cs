using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>Turns the neutral description of a case into the attributes of a class.</summary>
internal sealed class CaseTranslator(RuntimeSurface surface, string? arithmetic)
{
    private const string InputName = "input";

    public TranslatedCase Translate(ReferenceCase reference)
    {
        var missing = new List<string>();
        var declaration = new List<string>
        {
            new AttributeSource(surface, "Network", missing).Enumerated("Arithmetic", "Arithmetic", arithmetic).ToString(),
            Input(reference, missing),
        };
        AddLayers(reference, declaration, missing);

        // Without targets there is nothing to learn from: these cases also show that a network without a loss works.
        if (reference.HasTarget)
        {
            AddIfKnown(declaration, LossTranslator.Translate(reference.Loss, surface, missing));
            AddIfKnown(declaration, reference.Optimizer is { } optimizer
                ? OptimizerTranslator.Translate(optimizer, surface, missing)
                : new AttributeSource(surface, "Sgd", missing).ToString());
        }

        return new TranslatedCase(reference, ClassNameOf(reference), declaration, [.. missing.Distinct(StringComparer.Ordinal)]);
    }

    private static void AddIfKnown(List<string> declaration, string? line)
    {
        if (line is not null)
        {
            declaration.Add(line);
        }
    }

    private static string ClassNameOf(ReferenceCase reference) =>
        "Case_" + string.Concat(reference.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private string Input(ReferenceCase reference, List<string> missing)
    {
        int[] axes = reference.InputShape[1..];
        var attribute = new AttributeSource(surface, "Input", missing).Positional([.. axes.Select(axis => $"{axis}")]);
        if (reference.HasIndexInput)
        {
            attribute.Enumerated("Kind", "InputKind", "Indices");
        }
        else if (axes.Length == 2)
        {
            attribute.Enumerated("Kind", "InputKind", ReadsChannelsFirst(reference) ? "Signal" : "Sequence");
        }

        return attribute.ToString();
    }

    /// <summary>Two axes are a signal or a sequence by the first layer for which that makes a difference.</summary>
    private static bool ReadsChannelsFirst(ReferenceCase reference) =>
        reference.Layers.Select(ReferenceCase.LayerType).FirstOrDefault(ActsOnAxes) switch
        {
            "conv1d" or "max_pool1d" or "avg_pool1d" or "global_avg_pool" or "global_max_pool" or "batch_norm1d" => true,
            _ => false,
        };

    private static bool ActsOnAxes(string layerType) => layerType is
        "conv1d" or "max_pool1d" or "avg_pool1d" or "global_avg_pool" or "global_max_pool" or "batch_norm1d"
        or "dense" or "rnn" or "gru" or "lstm" or "layer_norm" or "softmax" or "log_softmax";

    private void AddLayers(ReferenceCase reference, List<string> declaration, List<string> missing)
    {
        var translator = new LayerTranslator(surface, missing);
        var layers = reference.Layers;
        var referredTo = layers.SelectMany(layer => new NeutralItem(layer).Texts("inputs")).ToHashSet(StringComparer.Ordinal);
        var previous = InputName;
        for (var i = 0; i < layers.Count; i++)
        {
            var item = new NeutralItem(layers[i]);
            var id = item.Text("id")!;
            if (translator.Translate(item) is not { } attribute)
            {
                missing.Add($"layer '{item.Type}' unknown to the tests");
                continue;
            }

            var inputs = item.Texts("inputs");
            foreach (var property in item.Unread)
            {
                missing.Add($"'{property}' of {item.Type} unknown to the tests");
            }

            // Merges name their inputs themselves.
            if (inputs is [var source] && source != previous)
            {
                attribute.Named("From", NeutralItem.Quoted(source));
            }

            previous = id;
            if (FoldedActivation(reference, layers, i, id, referredTo) is { } activation)
            {
                attribute.Enumerated("Activation", "Activation", activation);
                previous = new NeutralItem(layers[++i]).Text("id")!;
            }

            declaration.Add(attribute.Named("Name", NeutralItem.Quoted(id)).ToString());
        }
    }

    /// <summary>
    /// An activation can be a line of its own or an argument of the layer above. Every other case uses the second form, so that both
    /// are covered; a layer whose result is named elsewhere keeps its own line, since only that line's result has the name.
    /// </summary>
    private static string? FoldedActivation(
        ReferenceCase reference, IReadOnlyList<System.Text.Json.JsonElement> layers, int index, string id, HashSet<string> referredTo)
    {
        var takesOne = ReferenceCase.LayerType(layers[index]) is "dense" or "conv1d" or "conv2d";
        if (reference.Number % 2 == 0 || index + 1 >= layers.Count || !takesOne)
        {
            return null;
        }

        var next = new NeutralItem(layers[index + 1]);
        var named = referredTo.Contains(id) || referredTo.Contains(next.Text("id")!) || next.Texts("inputs").Count > 0;
        return named ? null : LayerTranslator.PlainActivation(next);
    }
}
