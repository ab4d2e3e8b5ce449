using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>
/// Reads the declaration from top to bottom, works out every shape and collects every problem: it never stops at the first, an
/// unknown shape silences only what depends on it.
/// </summary>
internal sealed class ShapeInference
{
    /// <summary>A network's parameters must fit one array; padding can make four of one.</summary>
    public const long MaximumParameters = 1L << 28;

    /// <summary>Values of one row over all layers: those of 32 rows and their gradients must fit one array.</summary>
    public const long MaximumValues = 1L << 24;

    private readonly NetworkDeclaration _declaration;
    private readonly ProblemList _problems = new();
    private readonly List<ShapedLayer> _layers = [];
    private readonly NameTable _names;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal) { ["input"] = -1 };
    private long _parameters;
    private long _values;

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
                (current, currentName) = AddLayer(i, attribute, kind, input);
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

        CheckBranches();
        if (loss is not null && optimizer is null)
        {
            optimizer = (OptimizerCatalog.Find(OptimizerCatalog.Default.Kind)!, OptimizerCatalog.Default);
        }

        Advice.Give(_layers, loss, _problems);
        return new NetworkModel(_declaration, input, _layers, loss, loss is null ? null : optimizer, _problems.Items);
    }

    private (Shape Shape, string Name) AddLayer(int index, AttributeDeclaration attribute, Layer kind, Shape networkInput)
    {
        var above = _layers.Count - 1;
        var (name, identifier) = _names.Add(index, attribute, kind.AutomaticName);
        var layer = new LayerDeclaration(index, name, attribute);
        var sources = Sources(layer, kind, above);
        var inputs = sources.Select(source => source < 0
            ? (Shape: networkInput, Name: "the input")
            : (Shape: _layers[source].Output, Name: _layers[source].Declaration.Title)).ToList();
        var first = inputs.Count == 0 ? Shape.Unknown : inputs[0].Shape;
        var output = inputs.Count == 0 ? Shape.Unknown
            : kind is MergeLayer merge ? merge.InferShape(layer, inputs, _problems)
            : kind.InferShape(layer, first, inputs[0].Name, _problems);
        var count = first.IsKnown ? kind.CountParameters(layer, first) : 0;
        _parameters += count;
        _values += output.IsKnown ? output.LongSize : 0;
        if (_parameters > MaximumParameters)
        {
            _problems.Add(ShapeRules.TooLarge, index, "", layer.Title, count + " parameters", MaximumParameters);
            _parameters = 0;
            output = Shape.Unknown;
        }
        else if (_values + networkInput.LongSize > MaximumValues)
        {
            _problems.Add(ShapeRules.TooLarge, index, "", "The network up to " + layer.Title, _values + networkInput.LongSize + " values per row", MaximumValues);
            _values = 0;
            output = Shape.Unknown;
        }

        _layers.Add(new ShapedLayer(kind, layer, identifier, sources.ToEquatableArray(), first, output));
        _byName[name] = _layers.Count - 1;
        return (output, layer.Title);
    }

    /// <summary>What a layer reads: the line above unless it says otherwise. Names that do not exist are reported and left out.</summary>
    private List<int> Sources(LayerDeclaration layer, Layer kind, int above)
    {
        if (kind is not MergeLayer)
        {
            return layer.Attribute.Text("From") is { } from ? Resolve(layer, "From", new EquatableArray<string>([from])) : [above];
        }

        if (layer.Attribute.Find(MergeLayer.Names) is not { Kind: ArgumentKind.List or ArgumentKind.Null } names)
        {
            return [];
        }

        if (names.Items.Count < 2)
        {
            _problems.Add(ShapeRules.TooFewNames, layer.Index, names.Items.Count == 0 ? "" : MergeLayer.Names, layer.Title, names.Items.Count, layer.Attribute.Kind);
            return [];
        }

        var sources = Resolve(layer, MergeLayer.Names, names.Items);
        return sources.Count == names.Items.Count ? sources : [];
    }

    private List<int> Resolve(LayerDeclaration layer, string slot, EquatableArray<string> names)
    {
        var sources = new List<int>();
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (_byName.TryGetValue(name, out var source))
            {
                sources.Add(source);
            }
            else
            {
                _problems.Add(ShapeRules.UnknownName, layer.Index, Problem.Item(slot, i), layer.Title, name, string.Join(", ", _byName.Keys.Select(known => "'" + known + "'")));
            }
        }

        return sources;
    }

    /// <summary>A layer that neither another layer nor the end of the network reads.</summary>
    private void CheckBranches()
    {
        var read = new HashSet<int>(_layers.SelectMany(layer => layer.Sources)) { _layers.Count - 1 };
        for (var i = 0; i < _layers.Count; i++)
        {
            // Where a name was wrong, the branch it should have read is not at fault.
            if (!read.Contains(i) && !_problems.Items.Any(problem => problem.Rule == ShapeRules.UnknownName || problem.Rule == ShapeRules.TooFewNames))
            {
                var layer = _layers[i].Declaration;
                _problems.Add(ShapeRules.UnusedBranch, layer.Index, "", layer.Title, layer.Name);
            }
        }
    }

    private void CheckReduction(int index, AttributeDeclaration attribute)
    {
        if (attribute.Find("Reduction") is { Kind: ArgumentKind.Enumeration } value && !Enum.IsDefined(typeof(Reduction), (int)value.Integer))
        {
            _problems.OutOfRange(index, attribute.Kind, "Reduction", value, "a member of the enumeration Reduction");
        }
    }
}
