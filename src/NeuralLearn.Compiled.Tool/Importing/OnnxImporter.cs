using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>
/// Reads an ONNX graph as layers. Nodes run in their order over what is known without numbers: constants, sizes, and which layer a value
/// comes from. What cannot be said in layers is a failure that names the node.
/// </summary>
internal sealed partial class OnnxImporter
{
    private const int LargestFormula = 200;
    private const int MostLayers = 4096;
    private const int LargestInput = 1 << 24;

    private readonly OnnxGraph _graph;
    private readonly long _opset;
    private readonly IReadOnlyDictionary<string, long> _lengths;
    private readonly ImportedNetwork _network = new();
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<OnnxNode>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<(ImportedLayer, Formula), Flow> _functions = [];
    private readonly Dictionary<ImportedLayer, ImportedLayer> _turned = [];
    private OnnxNode _node = new();

    private OnnxImporter(OnnxModel model, IReadOnlyDictionary<string, long> lengths)
    {
        (_graph, _opset, _lengths) = (model.Graph, model.Opset, lengths);
    }

    /// <param name="model">As read.</param>
    /// <param name="lengths">Lengths of axes that the file leaves open, by name.</param>
    /// <param name="outputs">Which outputs to take; all if empty.</param>
    /// <exception cref="ToolFailure">Something in it cannot be a layer.</exception>
    public static ImportedNetwork Import(OnnxModel model, IReadOnlyDictionary<string, long> lengths, IReadOnlyList<string> outputs)
    {
        var importer = new OnnxImporter(model, lengths);
        try
        {
            LayerNormPattern.Replace(model.Graph);
            importer.Run(outputs);
            return importer._network;
        }
        catch (Exception problem) when (problem is ArgumentException or KeyNotFoundException or IndexOutOfRangeException or InvalidCastException or OverflowException or NullReferenceException)
        {
            // A node that lacks what its operator needs; nothing has been written yet.
            throw importer.Refuse($"it is malformed ({Printed.Text(problem.Message).TrimEnd('.')})");
        }
    }

    private void Run(IReadOnlyList<string> wanted)
    {
        var outputs = wanted.Count == 0 ? [.. _graph.Outputs.Select(output => output.Name)] : wanted;
        if (outputs.FirstOrDefault(name => _graph.Outputs.TrueForAll(output => output.Name != name)) is { } unknown)
        {
            throw new ToolFailure($"The model has no output '{Printed.Text(unknown)}'; it has {string.Join(", ", _graph.Outputs.Select(output => Printed.Text(output.Name)))}.", ExitCode.Usage);
        }

        foreach (var tensor in _graph.Initializers)
        {
            _values[tensor.Name] = tensor.ElementType == OnnxType.Text ? tensor : Known.Of(tensor);
        }

        var needed = FindNeeded(outputs);
        foreach (var input in _graph.Inputs.Where(input => !_values.ContainsKey(input.Name) && (_readers.ContainsKey(input.Name) || outputs.Contains(input.Name))))
        {
            AddInput(input);
        }

        if (_network.Layers.Count == 1)
        {
            _network.Layers[0].FileName = null;
        }

        foreach (var node in needed)
        {
            _node = node;
            foreach (var name in node.Inputs.Where(name => name.Length > 0 && !_values.ContainsKey(name)))
            {
                throw Refuse($"it reads '{Printed.Text(name)}', which nothing before it gives: the graph is in no order, has a cycle or misses a part");
            }

            if (node.Outputs.Find(name => name.Length > 0 && _values.ContainsKey(name)) is { } twice)
            {
                throw Refuse($"it gives '{Printed.Text(twice)}', which is there already");
            }

            RunNode(node);
        }

        foreach (var name in outputs)
        {
            AddOutput(name);
        }
    }

    /// <summary>Nodes that an output depends on, in their order, and who reads what.</summary>
    private List<OnnxNode> FindNeeded(IReadOnlyList<string> outputs)
    {
        var wanted = outputs.ToHashSet(StringComparer.Ordinal);
        var needed = new List<OnnxNode>();
        for (var i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = _graph.Nodes[i];
            if (node.Outputs.Any(wanted.Contains))
            {
                wanted.UnionWith(node.Inputs);
                needed.Add(node);
                foreach (var input in node.Inputs)
                {
                    if (!_readers.TryGetValue(input, out var readers))
                    {
                        _readers[input] = readers = [];
                    }

                    readers.Add(node);
                }
            }
        }

        needed.Reverse();
        return needed;
    }

    private void RunNode(OnnxNode node)
    {
        if (node.Outputs is [] or [""] || (node.OpType != "Constant" && node.Inputs is [] or ["", ..]))
        {
            throw Refuse("it has no input or no output");
        }

        if (node.Domain is not ("" or "ai.onnx"))
        {
            throw Refuse($"it is an operator of the domain '{Printed.Text(node.Domain)}', not one of ONNX itself");
        }

        if (node.Attributes.Exists(attribute => attribute.HasGraph))
        {
            throw Refuse("it holds a graph of its own; networks here have no conditions and loops");
        }

        if (!RunShape(node) && !RunFunction(node) && !RunLayer(node) && !RunRecurrent(node))
        {
            throw Refuse("no layer does what this operator does");
        }
    }

    private void AddInput(OnnxValue input)
    {
        var title = $"Input '{Printed.Text(input.Name)}'";
        if (input.Shape is not { Count: >= 2 and <= 4 } shape)
        {
            throw new ToolFailure($"{title} has the shape {input.ShapeText}; rows of one to three axes are needed, two to four axes with that of the rows.");
        }

        var isIndices = input.ElementType is OnnxType.Int64 or OnnxType.Int32;
        var roles = isIndices ? [AxisRole.Rows, AxisRole.Positions] : RolesOf(input.Name, shape.Count);
        if (isIndices && shape.Count != 2)
        {
            throw new ToolFailure($"{title} holds whole numbers in {shape.Count} axes; [rows, count] is what an embedding reads.");
        }

        if (!isIndices && OnnxType.Elements(input.ElementType) is not (SafeTensorsType.F32 or SafeTensorsType.F64 or SafeTensorsType.F16))
        {
            throw new ToolFailure($"{title} is of the type {OnnxType.NameOf(input.ElementType)}; networks read float32, and indices int64.");
        }

        var axes = new List<FlowAxis>();
        for (var i = 0; i < shape.Count; i++)
        {
            var length = shape[i].Length ?? (shape[i].Name is { } open && _lengths.TryGetValue(open, out var given) ? (long?)given : null);
            axes.Add(new FlowAxis(roles[i], roles[i] == AxisRole.Rows ? 1
                : length is > 0 and <= int.MaxValue ? length.Value
                : throw new ToolFailure($"{title} {input.ShapeText} leaves the length of axis {i} open; networks here have fixed sizes: give it with --axis {(shape[i].Name is { Length: > 0 } name ? Printed.Text(name) : "name")}=length{(shape[i].Name is { Length: > 0 } ? "" : ", once it has a name")}.")));
        }

        var size = axes.Aggregate(1.0, (product, axis) => product * axis.Length);
        if (size > LargestInput)
        {
            throw new ToolFailure($"{title} has {size:0} values a row; at most {LargestInput} can be compiled.");
        }

        var kind = isIndices ? ResultKind.Indices : shape.Count switch { 2 => ResultKind.Vector, 4 => ResultKind.Image, _ => KindOf(axes) };
        var line = new AttributeLine("Input", [.. axes.Where(axis => axis.Role != AxisRole.Rows).Select(axis => new AttributeArgument(null, AttributeLine.Text((int)axis.Length)))]);
        if (kind is ResultKind.Signal or ResultKind.Sequence or ResultKind.Indices)
        {
            line = line.With("Kind", $"InputKind.{kind}");
        }

        var layer = new ImportedLayer(line, kind) { FileName = ImportedNetwork.Usable(input.Name) ?? $"input{_network.Layers.Count + 1}" };
        _network.Layers.Add(layer);
        _values[input.Name] = new Flow(layer, axes);
    }

    /// <summary>Channels first or last among two axes: the order tells a signal from a sequence.</summary>
    private static ResultKind KindOf(List<FlowAxis> axes) =>
        axes.First(axis => axis.Role is AxisRole.Channels or AxisRole.Positions).Role == AxisRole.Channels ? ResultKind.Signal : ResultKind.Sequence;

    private void AddOutput(string name)
    {
        _node = new OnnxNode { Name = name, OpType = "output" };
        if (!_values.TryGetValue(name, out var value) || value is not Flow flow)
        {
            throw new ToolFailure($"Output '{Printed.Text(name)}' does not depend on the input.");
        }

        flow = Ordered(Plain(name));
        if (flow.Axes.Count > 0 && flow.Axes.Any(axis => axis.Role == AxisRole.Rows) is false)
        {
            throw new ToolFailure($"Output '{Printed.Text(name)}' has no axis of rows.");
        }

        if (flow.Kind == ResultKind.Indices)
        {
            throw new ToolFailure($"Output '{Printed.Text(name)}' is the input itself.");
        }

        _network.Outputs.Add((ImportedNetwork.Usable(name) ?? $"output{_network.Outputs.Count + 1}", Use(flow)));
    }

    /// <summary>The layer that a flow without a formula is, used as such.</summary>
    private ImportedLayer Use(Flow flow)
    {
        if (flow.Pads is not null)
        {
            throw Refuse("it reads a padded value; only convolutions take padding");
        }

        if (flow.IsSteps is { } steps)
        {
            if (flow.Layer.UsesSteps is { } before && before != steps)
            {
                throw Refuse($"all steps of the recurrent layer before it are used and its last one as well; a layer returns one of them{(_graph.Outputs.Count > 1 ? ": name the outputs to take with --outputs" : "")}");
            }

            flow.Layer.UsesSteps = steps;
        }

        return flow.Layer;
    }

    private Flow Input(int index) => _node.Inputs.Count > index && _values.TryGetValue(_node.Inputs[index], out var value) && value is Flow flow
        ? flow : throw Refuse($"its input {index} is a constant or missing, where a value is needed");

    private Known Constant(int index, string what) => _node.Inputs.Count > index && _values.TryGetValue(_node.Inputs[index], out var value) && value is Known { } known
        ? known : throw Refuse($"its {what} is no constant of the file");

    private Known? Optional(int index, string what) => _node.Inputs.Count > index && _node.Inputs[index].Length > 0 ? Constant(index, what) : null;

    private void Set(object value, int output = 0) => _values[_node.Outputs[output]] = value;

    private Flow AddLayer(AttributeLine line, ResultKind kind, IReadOnlyList<FlowAxis> axes, string? fileName, params ImportedLayer[] reads)
    {
        if (_network.Layers.Count >= MostLayers)
        {
            throw Refuse($"there are more than {MostLayers} layers before it");
        }

        var layer = new ImportedLayer(line, kind, reads) { FileName = fileName };
        _network.Layers.Add(layer);
        return new Flow(layer, axes);
    }

    /// <summary>"mlp.0" of a tensor "mlp.0.weight"; null of names that a program made up.</summary>
    private static string? Prefix(params string[] names)
    {
        foreach (var name in names)
        {
            var dot = name.LastIndexOf('.');
            if (dot > 0 && !name.Contains("::", StringComparison.Ordinal) && ImportedNetwork.Usable(name[..dot]) is { } prefix)
            {
                return prefix;
            }
        }

        return null;
    }

    private string NameOf(int input) => _node.Inputs.Count > input ? _node.Inputs[input] : "";

    private static int Whole(long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new ToolFailure($"The model has a length of {value}, which is too large.");

    private ToolFailure Refuse(string why) => _node.OpType == "output"
        ? new ToolFailure($"Output '{Printed.Text(_node.Name)}' cannot be imported: {why}.")
        : new ToolFailure($"Node '{Printed.Text(_node.Name.Length > 0 ? _node.Name : string.Join(", ", _node.Outputs))}' ({Printed.Text(_node.OpType)}) cannot be imported: {why}.");
}
