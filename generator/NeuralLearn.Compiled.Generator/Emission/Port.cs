using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>An input or output as members of the class speak of it.</summary>
/// <param name="Row">The parameter for one row: "input", "board".</param>
/// <param name="Rows">The parameter for many: "inputs", "board".</param>
/// <param name="SizeName">How its size is written in code: a constant's name, or a number where it has none.</param>
/// <param name="Words">"24 values, shape [24]".</param>
internal sealed record Port(string Row, string Rows, string SizeName, int Size, string Words, string Identifier)
{
    /// <summary>Indices must be below this; null where the values are plain numbers.</summary>
    public int? Limit { get; init; }

    public bool IsIndices => Limit is not null;

    /// <summary>The type of a parameter that reads it.</summary>
    public string Type => $"global::System.ReadOnlySpan<{(IsIndices ? "int" : "float")}>";

    public bool IsNamed => Row is not ("input" or "output");

    /// <summary>The inputs in declaration order; a stand-in where there is none, so that signatures can be written all the same.</summary>
    public static IReadOnlyList<Port> InputsOf(NetworkModel model) => model.Inputs.Count == 0
        ? [new Port("input", "inputs", "InputSize", 1, "1 value", "Input")]
        : [.. model.Inputs.Select((input, index) => Of(input, model.Inputs.Count, LimitOf(model, index)))];

    /// <summary>The outputs in declaration order, likewise.</summary>
    public static IReadOnlyList<Port> OutputsOf(NetworkModel model) => model.Outputs.Count == 0
        ? [new Port("output", "outputs", "OutputSize", 1, "1 value", "Output")]
        : [.. model.Outputs.Select(Of)];

    /// <param name="limit">The rows of the smallest embedding that reads it.</param>
    private static Port Of(ShapedInput input, int count, int? limit) => Of(input, count) with { Limit = limit };

    private static Port Of(ShapedInput input, int count)
    {
        var size = input.Shape.IsKnown ? input.Shape.Size : 1;
        var words = WordsOf(size, input.Shape);
        return input.Name is null
            ? new Port("input", "inputs", count == 1 ? "InputSize" : Literal.Int(size), size, words, input.Identifier)
            : Named(input.Identifier, size, words);
    }

    private static Port Of(ShapedOutput output)
    {
        var words = WordsOf(output.Size, output.Shape);
        return output.Name is null
            ? new Port("output", "outputs", "OutputSize", output.Size, words, output.Identifier)
            : Named(output.Identifier, output.Size, words);
    }

    private static Port Named(string identifier, int size, string words)
    {
        var name = Literal.Identifier(Ports.Camel(identifier));
        return new Port(name, name, identifier + "Size", size, words, identifier);
    }

    private static string WordsOf(int size, Shape shape) => $"{Phrase.Count(size, "value")}, shape {(shape.IsKnown ? shape : "unknown")}";

    /// <summary>How many rows the smallest embedding has that reads an input of indices; null for other inputs.</summary>
    private static int? LimitOf(NetworkModel model, int input) => model.Inputs[input].Shape.Axes == Axes.Indices
        ? EmbeddingsOf(model, Source.OfInput(input)).Select(layer => layer.Declaration.Attribute.Integer("Count")).DefaultIfEmpty(int.MaxValue).Min()
        : null;

    /// <summary>Every embedding that reads a result, or reads it as what an [Expect] looks at.</summary>
    public static IEnumerable<ShapedLayer> EmbeddingsOf(NetworkModel model, int source)
    {
        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            if (!layer.Sources.Contains(source))
            {
                continue;
            }

            foreach (var embedding in layer.Kind is Embedding ? [layer] : EmbeddingsOf(model, i))
            {
                yield return embedding;
            }
        }
    }
}
