using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>The shape that an [Input] line declares.</summary>
internal static class InputShape
{
    private static readonly string[][] Slots = [["Features"], ["A", "B"], ["Channels", "Height", "Width"]];

    public static Shape Infer(int index, AttributeDeclaration attribute, ProblemList problems)
    {
        var slots = Slots.FirstOrDefault(candidate => attribute.Has(candidate[0]));
        if (slots is null || attribute.HasInvalidArgument)
        {
            return Shape.Unknown;
        }

        var line = new LayerDeclaration(index, "input", attribute);
        var dimensions = slots.Select(slot => problems.AtLeastOne(line, slot)).ToEquatableArray();
        var kind = attribute.Enumeration<InputKind>("Kind");
        if (!Enum.IsDefined(typeof(InputKind), kind))
        {
            problems.OutOfRange(index, "Input", "Kind", attribute.Find("Kind")!.Value, "a member of the enumeration InputKind");
            return Shape.Unknown;
        }

        if (dimensions.Any(length => length == 0))
        {
            return Shape.Unknown;
        }

        if (kind != InputKind.Default && dimensions.Count != (kind == InputKind.Indices ? 1 : 2))
        {
            problems.Add(ShapeRules.KindDoesNotFit, index, "Kind", kind, dimensions.Count, kind == InputKind.Indices ? "one axis" : "two axes", "the input");
            return Shape.Unknown;
        }

        if (dimensions.Count == 2 && kind == InputKind.Default)
        {
            problems.Add(ShapeRules.AmbiguousInput, index, "", dimensions[0], dimensions[1], "Input");
            return Shape.Unknown;
        }

        var shape = dimensions.Count switch
        {
            1 => kind == InputKind.Indices ? Shape.Indices(dimensions[0]) : Shape.Vector(dimensions[0]),
            3 => Shape.Image(dimensions[0], dimensions[1], dimensions[2]),
            _ => kind == InputKind.Signal ? Shape.Signal(dimensions[0], dimensions[1]) : Shape.Sequence(dimensions[0], dimensions[1]),
        };
        if (dimensions.Aggregate(1.0, (product, length) => product * length) > ShapeInference.MaximumValues)
        {
            problems.Add(ShapeRules.TooLarge, index, "", "The input", shape + " values per row", ShapeInference.MaximumValues);
            return Shape.Unknown;
        }

        return shape;
    }
}
