using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>
/// Reads the declaration from top to bottom, works out every shape and collects every problem: it never stops at the first, an
/// unknown shape silences only what depends on it.
/// </summary>
internal sealed class ShapeInference
{
    /// <summary>A network's parameters must fit one array, padding included.</summary>
    public const long MaximumParameters = 1L << 29;

    private readonly NetworkDeclaration _declaration;
    private readonly ProblemList _problems = new();
    private readonly List<ShapedLayer> _layers = [];
    private readonly NameTable _names;
    private long _parameters;

    private ShapeInference(NetworkDeclaration declaration)
    {
        _declaration = declaration;
        _names = new NameTable(_problems);
    }

    public static NetworkModel Infer(NetworkDeclaration declaration) => new ShapeInference(declaration).Run();

    private NetworkModel Run()
    {
        DeclarationChecks.Check(_declaration, _problems);
        var input = Shape.Unknown;
        var current = Shape.Unknown;
        var currentName = "the input";
        (Loss Kind, LossDeclaration Declaration)? loss = null;
        (Optimizer Kind, AttributeDeclaration Attribute)? optimizer = null;
        var inputSeen = false;

        for (var i = 0; i < _declaration.Attributes.Count; i++)
        {
            var attribute = _declaration.Attributes[i];
            if (attribute.Kind == "Input")
            {
                if (!inputSeen)
                {
                    input = current = InputShape.Infer(i, attribute, _problems);
                    inputSeen = true;
                }
            }
            else if (LayerCatalog.Find(attribute.Kind) is { } kind)
            {
                (current, currentName) = AddLayer(i, attribute, kind, current, currentName);
            }
            else if (LossCatalog.Find(attribute.Kind) is { } lossKind && loss is null)
            {
                loss = (lossKind, new LossDeclaration(i, attribute));
                CheckReduction(i, attribute);
                lossKind.Check(loss.Value.Declaration, current, currentName, _problems);
            }
            else if (OptimizerCatalog.Find(attribute.Kind) is { } optimizerKind && optimizer is null)
            {
                optimizer = (optimizerKind, attribute);
                optimizerKind.Check(i, attribute, _problems);
            }
        }

        if (loss is not null && optimizer is null)
        {
            optimizer = (OptimizerCatalog.Find(OptimizerCatalog.Default.Kind)!, OptimizerCatalog.Default);
        }

        Advice.Give(_layers, loss, _problems);
        return new NetworkModel(_declaration, input, _layers, loss, loss is null ? null : optimizer, _problems.Items);
    }

    private (Shape Shape, string Name) AddLayer(int index, AttributeDeclaration attribute, Layer kind, Shape current, string currentName)
    {
        var (name, identifier) = _names.Add(index, attribute, kind.AutomaticName);
        var layer = new LayerDeclaration(index, name, attribute);
        var output = kind.InferShape(layer, current, currentName, _problems);
        var count = current.IsKnown ? kind.CountParameters(layer, current) : 0;
        _parameters += count;
        if (_parameters > MaximumParameters || output.LongSize > MaximumParameters)
        {
            _problems.Add(ShapeRules.TooLarge, index, "", layer.Title, Math.Max(count, output.LongSize), MaximumParameters);
            _parameters = 0;
            output = Shape.Unknown;
        }

        _layers.Add(new ShapedLayer(kind, layer, identifier, current, output));
        return (output, layer.Title);
    }

    private void CheckReduction(int index, AttributeDeclaration attribute)
    {
        if (attribute.Find("Reduction") is { Kind: ArgumentKind.Enumeration } value && !Enum.IsDefined(typeof(Reduction), (int)value.Integer))
        {
            _problems.OutOfRange(index, attribute.Kind, "Reduction", value, "a member of the enumeration Reduction");
        }
    }
}
