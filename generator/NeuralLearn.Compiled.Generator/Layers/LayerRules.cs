using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Shape rules that several layers share.</summary>
internal static class LayerRules
{
    /// <summary>The way out where indices meet a layer of numbers.</summary>
    public const string EmbedFirst = "put an [Embedding(count, size)] before it";

    /// <summary>Whether these are numbers to calculate with; indices are reported.</summary>
    public static bool AreNumbers(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (input.Axes == Axes.Indices)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "numbers to calculate with", inputName, input.Describe(), EmbedFirst);
        }

        return input.Axes != Axes.Indices;
    }

    /// <summary>The shape itself, for a layer that takes any numbers and keeps their shape.</summary>
    public static Shape SameShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        AreNumbers(layer, input, inputName, problems) ? input : Shape.Unknown;
}
