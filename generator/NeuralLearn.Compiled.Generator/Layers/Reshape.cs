using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The same values in row-major order under other axes.</summary>
internal sealed class Reshape : Layer
{
    public const string Dimensions = "Dimensions";

    public override string Kind => "Reshape";

    public override string AutomaticName => "reshape";

    public override string Formula => "y = x under other axes";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        if (layer.Attribute.Integers(Dimensions) is not { } declared)
        {
            return Shape.Unknown;
        }

        var kind = layer.Attribute.Enumeration<InputKind>("Kind");
        if (!LengthsAreFine(layer, declared, problems) | !KindFits(layer, declared.Count, kind, problems) || !input.IsKnown
            || !LayerRules.AreNumbers(layer, input, inputName, problems))
        {
            return Shape.Unknown;
        }

        if (Complete(declared, input.Size) is not { } lengths)
        {
            var given = Shape.Product([.. declared.Where(length => length > 0)]);
            var makes = declared.Contains(-1) ? $"a multiple of {given}" : given.ToString(System.Globalization.CultureInfo.InvariantCulture);
            problems.Add(ShapeRules.ReshapeDisagrees, layer.Index, "", layer.Title, "[" + string.Join(", ", declared) + "]", makes, inputName, input.Describe(), input.Size);
            return Shape.Unknown;
        }

        return Of(lengths, kind);
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Reshape(x, Of(Complete(layer.Attribute.Integers(Dimensions)!, x.Size)!, layer.Attribute.Enumeration<InputKind>("Kind")));

    private static Shape Of(List<int> lengths, InputKind kind) => lengths.Count switch
    {
        1 => Shape.Vector(lengths[0]),
        3 => Shape.Image(lengths[0], lengths[1], lengths[2]),
        _ => kind == InputKind.Signal ? Shape.Signal(lengths[0], lengths[1]) : Shape.Sequence(lengths[0], lengths[1]),
    };

    /// <summary>The lengths with what is left over in the place of -1; null where they do not make up the size.</summary>
    private static List<int>? Complete(IReadOnlyList<int> declared, int size)
    {
        var product = Shape.Product([.. declared.Where(length => length > 0)]);
        if (declared.Contains(-1) ? size % product != 0 : size != product)
        {
            return null;
        }

        return [.. declared.Select(length => length == -1 ? (int)(size / product) : length)];
    }

    private static bool LengthsAreFine(LayerDeclaration layer, IReadOnlyList<int> declared, ProblemList problems)
    {
        if (declared.Count is 0 or > 3)
        {
            problems.Add(ShapeRules.TooManyAxes, layer.Index, "", layer.Title, declared.Count);
            return false;
        }

        var open = 0;
        for (var i = 0; i < declared.Count; i++)
        {
            if (declared[i] < 1 && (declared[i] != -1 || open++ > 0))
            {
                problems.OutOfRange(layer.Index, layer.Attribute.Kind, Problem.Item(Dimensions, i), ArgumentValue.OfInteger(declared[i]),
                    "1 or more, or -1 in one place for what is left over");
                return false;
            }
        }

        return true;
    }

    private static bool KindFits(LayerDeclaration layer, int rank, InputKind kind, ProblemList problems)
    {
        if (!Enum.IsDefined(typeof(InputKind), kind) || kind == InputKind.Indices)
        {
            problems.OutOfRange(layer.Index, layer.Attribute.Kind, "Kind", layer.Attribute.Find("Kind")!.Value, "InputKind.Signal or InputKind.Sequence");
            return false;
        }

        if (rank == 2 && kind == InputKind.Default)
        {
            var declared = layer.Attribute.Integers(Dimensions)!;
            problems.Add(ShapeRules.AmbiguousInput, layer.Index, "", declared[0], declared[1], layer.Attribute.Kind);
            return false;
        }

        if (rank is 1 or 3 && kind != InputKind.Default)
        {
            problems.Add(ShapeRules.KindDoesNotFit, layer.Index, "Kind", kind, rank, "two axes", layer.Title);
            return false;
        }

        return true;
    }
}
