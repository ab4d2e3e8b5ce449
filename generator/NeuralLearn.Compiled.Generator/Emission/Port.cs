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

    /// <param name="limit">The rows of the smallest embedding that reads it.</param>
    public static Port Of(ShapedInput input, int count, int? limit) => Of(input, count) with { Limit = limit };

    private static Port Of(ShapedInput input, int count)
    {
        var size = input.Shape.IsKnown ? input.Shape.Size : 1;
        var words = WordsOf(size, input.Shape);
        return input.Name is null
            ? new Port("input", "inputs", count == 1 ? "InputSize" : Literal.Int(size), size, words, input.Identifier)
            : Named(input.Identifier, size, words);
    }

    public static Port Of(ShapedOutput output)
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
}
