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
    private readonly List<ShapedInput> _inputs = [];
    private readonly List<ShapedLayer> _layers = [];
    private readonly List<ShapedOutput> _outputs = [];
    private readonly NameTable _names;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Consequences _consequences;
    private long _parameters;
    private long _values;

    /// <summary>What the line being read finds above it.</summary>
    private int? _above;

    private ShapeInference(NetworkDeclaration declaration)
    {
        _declaration = declaration;
        _names = new NameTable(_problems);
        _consequences = new Consequences(declaration, _problems);
    }

    public static NetworkModel Infer(NetworkDeclaration declaration) => new ShapeInference(declaration).Run();

    private NetworkModel Run()
    {
        DeclarationChecks.Check(_declaration, _problems);
        var losses = new List<LossDeclaration>();
        (Optimizer Kind, AttributeDeclaration Attribute)? optimizer = null;
        for (var i = 0; i < _declaration.Attributes.Count; i++)
        {
            var attribute = _declaration.Attributes[i];
            if (attribute.Kind == "Input")
            {
                AddInput(i, attribute);
            }
            else if (attribute.Kind == "Output")
            {
                AddOutput(i, attribute);
            }
            else if (LayerCatalog.Find(attribute.Kind) is { } kind)
            {
                AddLayer(i, attribute, kind);
            }
            else if (LossCatalog.Find(attribute.Kind) is not null)
            {
                losses.Add(new LossDeclaration(i, attribute));
            }
            else if (OptimizerCatalog.Find(attribute.Kind) is { } optimizerKind && optimizer is null)
            {
                optimizer = (optimizerKind, attribute);
                optimizerKind.Check(i, attribute, _problems);
            }
        }

        if (_outputs.Count == 0)
        {
            _outputs.Add(_above is { } last
                ? new ShapedOutput(null, "Output", last, ShapeOf(last), TitleOf(last))
                : new ShapedOutput(null, "Output", Source.OfInput(0), Shape.Unknown, "the network"));
        }

        CheckOutputs();
        for (var i = 0; i < _outputs.Count; i++)
        {
            _outputs[i] = _consequences.IsInDoubt(_outputs[i].Source) ? _outputs[i] with { Shape = Shape.Unknown } : _outputs[i];
        }

        var training = new LossInference(_inputs, _layers, _outputs, _byName, _problems);
        var shaped = training.Infer(losses);
        var classes = training.InferClasses(_declaration, shaped);
        CheckBranches(shaped);
        if (losses.Count > 0 && optimizer is null)
        {
            optimizer = (OptimizerCatalog.Find(OptimizerCatalog.Default.Kind)!, OptimizerCatalog.Default);
        }

        var model = new NetworkModel(_declaration, _inputs, _layers, _outputs, shaped, classes, losses.Count == 0 ? null : optimizer, _problems.Items);
        DeclarationChecks.CheckMembers(model, _problems);
        Advice.Give(model, _problems);
        model.HasSilentErrors = _consequences.Silence();
        return model;
    }

    private Shape ShapeOf(int source) => _consequences.IsInDoubt(source) ? Shape.Unknown
        : Source.IsInput(source) ? _inputs[Source.InputIndex(source)].Shape : _layers[source].Output;

    private string TitleOf(int source) => Source.IsInput(source)
        ? _inputs[Source.InputIndex(source)].Name is { } name ? $"the input '{name}'" : "the input"
        : _layers[source].Declaration.Title;

    private void AddInput(int index, AttributeDeclaration attribute)
    {
        var name = attribute.Text("Name");
        if (name is null && _inputs.Any(input => input.Name is null))
        {
            // A second one without a name is reported; there is nothing to call it by.
            return;
        }

        var shape = InputShape.Infer(index, attribute, _problems);
        var identifier = name is null ? "Input" : _names.AddPort(index, name, attribute.Kind, isLayerName: true);
        _values += shape.IsKnown ? shape.LongSize : 0;
        _inputs.Add(new ShapedInput(name, identifier, shape, index));
        var source = Source.OfInput(_inputs.Count - 1);
        _byName[name ?? "input"] = source;
        if (_declaration.Attributes.Count(other => other.Kind == "Input") == 1)
        {
            _byName["input"] = source;
        }

        _above = source;
    }

    private void AddOutput(int index, AttributeDeclaration attribute)
    {
        var source = _above;
        var isKnown = true;
        if (attribute.Text("From") is { } from)
        {
            var found = Resolve("[Output]", index, "From", new EquatableArray<string>([from]));
            isKnown = found.Count > 0;
            source = isKnown ? found[0] : _above;
        }

        if (attribute.Find("Name") is not { Kind: ArgumentKind.Text or ArgumentKind.Null } name || source is not { } known)
        {
            return;
        }

        // Of what it is an output may be a mistake; that there is one of this name is none.
        _outputs.Add(new ShapedOutput(name.Text, _names.AddPort(index, name.Text, attribute.Kind, isLayerName: false), known, isKnown ? ShapeOf(known) : Shape.Unknown, TitleOf(known)));
    }

    private void AddLayer(int index, AttributeDeclaration attribute, Layer kind)
    {
        var (name, identifier) = _names.Add(index, attribute, kind.AutomaticName);
        var layer = new LayerDeclaration(index, name, attribute);
        _problems.InRange(index, attribute, "LearningRateScale", value => value >= 0, "a finite number, 0 or more");
        var sources = Sources(layer, kind);
        var inputs = sources.Select(source => (Shape: ShapeOf(source), Name: TitleOf(source))).ToList();
        var first = inputs.Count == 0 ? Shape.Unknown : inputs[0].Shape;
        if (kind.ReadsInputsOnly && sources.Any(source => !Source.IsInput(source)))
        {
            _problems.Add(ShapeRules.ReadsInputsOnly, index, attribute.Has("From") ? "From" : "", layer.Title, inputs[0].Name, _inputs.Count > 0 ? _inputs[0].Name ?? "input" : "input");
        }

        var before = _problems.Items.Count;
        var output = inputs.Count == 0 ? Shape.Unknown
            : kind is MergeLayer merge ? merge.InferShape(layer, inputs, _problems)
            : kind.InferShape(layer, first, inputs[0].Name, _problems);
        output = kind.KeepsSteps && !first.IsKnown && _consequences.MayHaveSteps ? Shape.Unknown : output;
        _consequences.Doubt(sources, before);
        var count = first.IsKnown ? kind.CountParameters(layer, first) : 0;
        _parameters += count;
        _values += output.IsKnown ? output.LongSize : 0;
        if (_parameters > MaximumParameters)
        {
            _problems.Add(ShapeRules.TooLarge, index, "", layer.Title, count + " parameters", MaximumParameters);
            _parameters = 0;
            output = Shape.Unknown;
        }
        else if (_values > MaximumValues)
        {
            _problems.Add(ShapeRules.TooLarge, index, "", "The network up to " + layer.Title, _values + " values per row", MaximumValues);
            _values = 0;
            output = Shape.Unknown;
        }

        _layers.Add(new ShapedLayer(kind, layer, identifier, sources.ToEquatableArray(), first, output));
        _byName[name] = _layers.Count - 1;
        _above = _layers.Count - 1;
    }

    /// <summary>What a layer reads: the line above unless it says otherwise. Names that do not exist are reported and left out.</summary>
    private List<int> Sources(LayerDeclaration layer, Layer kind)
    {
        if (kind is not MergeLayer)
        {
            return layer.Attribute.Text("From") is { } from
                ? Resolve(layer.Title, layer.Index, "From", new EquatableArray<string>([from]))
                : _above is { } above ? [above] : [];
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

        var sources = Resolve(layer.Title, layer.Index, MergeLayer.Names, names.Items);
        return sources.Count == names.Items.Count ? sources : [];
    }

    private List<int> Resolve(string title, int index, string slot, EquatableArray<string> names)
    {
        var sources = new List<int>();
        for (var i = 0; i < names.Count; i++)
        {
            if (_byName.TryGetValue(names[i], out var source))
            {
                sources.Add(source);
            }
            else
            {
                _problems.Add(ShapeRules.UnknownName, index, Problem.Item(slot, i), title, names[i], LossInference.Quoted(_byName.Keys));
            }
        }

        return sources;
    }

    /// <summary>What comes out are numbers, not the indices that went in.</summary>
    private void CheckOutputs()
    {
        foreach (var output in _outputs.Where(output => output.Shape.Axes == Axes.Indices))
        {
            var line = output.Name is null
                ? _layers.Count == 0 ? -1 : _layers[_layers.Count - 1].Declaration.Index
                : _declaration.Attributes.ToList().FindIndex(attribute => attribute.Kind == "Output" && attribute.Text("Name") == output.Name);
            _problems.Add(ShapeRules.AxesDoNotFit, line, "", "The output", "numbers to calculate with", output.Title, output.Shape.Describe(), LayerRules.EmbedFirst);
        }
    }

    /// <summary>A layer or an input that nothing reads.</summary>
    private void CheckBranches(IReadOnlyList<ShapedLoss> losses)
    {
        var read = new HashSet<int>(_layers.SelectMany(layer => layer.Sources)
            .Concat(_outputs.Select(output => output.Source))
            .Concat(losses.Where(loss => loss.OwnTarget is not null).Select(loss => loss.OwnTarget!.Value)));
        for (var i = 0; i < _layers.Count; i++)
        {
            // A layer above the input is reported as that.
            if (!read.Contains(i) && _inputs.Count > 0 && _layers[i].Declaration.Index > _inputs[0].Index)
            {
                var layer = _layers[i].Declaration;
                _problems.Add(ShapeRules.UnusedBranch, layer.Index, "", layer.Title, layer.Name, "make it an output with [Output(\"...\")], or ");
            }
        }

        for (var i = 0; i < _inputs.Count && _inputs.Count > 1; i++)
        {
            if (!read.Contains(Source.OfInput(i)))
            {
                _problems.Add(ShapeRules.UnusedBranch, _inputs[i].Index, "", TitleOf(Source.OfInput(i)), _inputs[i].Name ?? "input", "or ");
            }
        }
    }
}
