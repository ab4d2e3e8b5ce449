extern alias generator;

using generator::NeuralLearn.Compiled.Generator.Graph;
using generator::NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>A network's operations as an ONNX graph with the names of its layers, tensors, inputs and outputs. Rows are the first axis and open.</summary>
internal sealed class OnnxExporter
{
    private const string Rows = "rows";

    private readonly NetworkGraph _network;
    private readonly IReadOnlyDictionary<string, float[]> _values;
    private readonly OnnxGraph _graph = new();
    private readonly GraphWriter _writer;
    private readonly Dictionary<Value, string> _names = [];
    private readonly Dictionary<Parameter, string> _constants = [];

    private OnnxExporter(NetworkGraph network, string name, IReadOnlyDictionary<string, float[]> values)
    {
        (_network, _values, _writer) = (network, values, new GraphWriter(_graph));
        _graph.Name = name;
    }

    /// <param name="network">Outside training.</param>
    /// <param name="name">Of the class.</param>
    /// <param name="values">Every tensor by name.</param>
    public static OnnxModel Export(NetworkGraph network, string name, IReadOnlyDictionary<string, float[]> values)
    {
        var exporter = new OnnxExporter(network, name, values);
        exporter.Write();
        var model = new OnnxModel
        {
            IrVersion = 7,
            ProducerName = "neurallearn",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = exporter._graph,
        };

        // Version 13 is read nearly everywhere; layer normalisation is an operator from 17 on only, which needs format 8.
        var isNew = exporter._graph.Nodes.Exists(node => node.OpType == "LayerNormalization");
        model.IrVersion = isNew ? 8 : 7;
        model.Opsets.Add(("", isNew ? 17 : 13));
        return model;
    }

    private static int ChannelAxis(Shape shape) => shape.Axes == Axes.Sequence ? 2 : 1;

    /// <summary>The shape that makes one number per channel meet the channels of a value.</summary>
    private static long[] PerChannel(Shape shape, int channels) => shape.Axes switch
    {
        Axes.Signal => [channels, 1],
        Axes.Image => [channels, 1, 1],
        _ => [channels],
    };

    private static OnnxValue Port(string name, int type, Shape shape) =>
        new(name, type, [new OnnxDimension(null, Rows), .. shape.Dimensions.Select(length => new OnnxDimension(length, null))]);

    private void Write()
    {
        foreach (var input in _network.Inputs)
        {
            var name = _names[input.Value] = _writer.Reserve(input.Name ?? "input");
            _graph.Inputs.Add(Port(name, input.Value.Shape.Axes == Axes.Indices ? OnnxType.Int64 : OnnxType.Float, input.Value.Shape));
        }

        // A result that is given out twice, or read on as a layer, has the name of the output.
        var outputs = new List<(string Name, Value Value)>();
        foreach (var output in _network.Outputs)
        {
            var name = _writer.Reserve(output.Name ?? "output");
            _names.TryAdd(output.Value, name);
            outputs.Add((name, output.Value));
        }

        // A layer's name is that of its result; what comes before its activation, or on a lower level, has it with more behind.
        var results = _network.Nodes.GroupBy(node => node.Layer.Name).ToDictionary(group => group.Key, group => group.Last().Y, StringComparer.Ordinal);
        foreach (var node in _network.Nodes)
        {
            if (!_names.TryGetValue(node.Y, out var result))
            {
                result = _names[node.Y] = _writer.Reserve(results[node.Layer.Name] == node.Y ? node.Layer.Name : node.Layer.Name + "/result");
            }

            Write(node, [.. node.Inputs.Select(value => _names[value])], result);
        }

        foreach (var (name, value) in outputs)
        {
            if (_names[value] != name)
            {
                _writer.Add("Identity", name, [_names[value]], name);
            }

            _graph.Outputs.Add(Port(name, OnnxType.Float, value.Shape));
        }
    }

    private void Write(Node node, List<string> inputs, string result)
    {
        var (stem, x) = (node.Layer.Name, inputs[0]);
        var windows = new WindowExport(_writer, stem);
        switch (node)
        {
            case AffineNode affine: WriteAffine(affine, x, result); break;
            case ConvNode conv: windows.Write(conv, x, Tensor(conv.Weight), conv.Bias is { } bias ? Tensor(bias) : null, result); break;
            case PoolNode pool: windows.Write(pool, x, result); break;
            case ReshapeNode { Y.Shape.Axes: Axes.Vector }: _writer.Add("Flatten", stem, [x], result, GraphWriter.Attribute("axis", 1)); break;
            case ReshapeNode: _writer.Add("Reshape", stem, [x, _writer.Constant($"{stem}/shape", [-1, .. node.Y.Shape.Dimensions.Select(length => (long)length)])], result); break;
            case TransposeNode: windows.Transposed(x, result); break;
            case BatchNormNode norm: WriteBatchNorm(norm, windows, x, result); break;
            case LayerNormNode norm: WriteLayerNorm(norm, x, result); break;
            case EmbeddingNode embedding: _writer.Add("Gather", stem, [Tensor(embedding.Weight), x], result); break;
            case RecurrentNode recurrent: new RecurrentExport(_writer, stem, Values).Write(recurrent, x, result); break;
            case MapNode map: new FunctionExport(_writer, stem).Write(map.Function, x, result); break;
            case SlopeNode slope: _writer.Add("PRelu", stem, [x, PerChannelTensor(slope.Slope, node.X.Shape)], result); break;
            case StandardizeNode standardize:
                var centred = _writer.Add("Sub", stem, [x, PerChannelTensor(standardize.Mean, node.X.Shape)]);
                _writer.Add("Div", stem, [centred, PerChannelTensor(standardize.Deviation, node.X.Shape)], result);
                break;
            case SoftmaxNode: _writer.Add("Softmax", stem, [x], result, GraphWriter.Attribute("axis", ChannelAxis(node.X.Shape))); break;
            case LogSoftmaxNode: _writer.Add("LogSoftmax", stem, [x], result, GraphWriter.Attribute("axis", ChannelAxis(node.X.Shape))); break;
            case AddNode: WriteChain("Add", stem, inputs, result); break;
            case MultiplyNode: WriteChain("Mul", stem, inputs, result); break;
            case ConcatNode: _writer.Add("Concat", stem, inputs, result, GraphWriter.Attribute("axis", ChannelAxis(node.Y.Shape))); break;
            default: throw new ToolFailure($"{stem} ({node.Layer.Source}) cannot be written as ONNX: this tool knows no operators for it.");
        }
    }

    private void WriteAffine(AffineNode node, string x, string result)
    {
        var stem = node.Layer.Name;
        if (node.X.Shape.Axes == Axes.Vector)
        {
            List<string> inputs = [x, Tensor(node.Weight)];
            if (node.Bias is not null)
            {
                inputs.Add(Tensor(node.Bias));
            }

            _writer.Add("Gemm", stem, inputs, result, GraphWriter.Attribute("transB", 1));
            return;
        }

        var turned = _writer.Add("Transpose", stem, [Tensor(node.Weight)], null, GraphWriter.Attribute("perm", 1, 0));
        var product = _writer.Add("MatMul", stem, [x, turned], node.Bias is null ? result : null);
        if (node.Bias is not null)
        {
            _writer.Add("Add", stem, [product, Tensor(node.Bias)], result);
        }
    }

    private void WriteBatchNorm(BatchNormNode node, WindowExport windows, string x, string result)
    {
        var stem = node.Layer.Name;
        string Filled(string name, float value) => _writer.Constant($"{stem}/{name}", [node.Channels], [.. Enumerable.Repeat(value, node.Channels)]);
        string[] statistics =
        [
            node.Weight is null ? Filled("ones", 1) : Tensor(node.Weight),
            node.Bias is null ? Filled("zeros", 0) : Tensor(node.Bias),
            Tensor(node.Running.Mean),
            Tensor(node.Running.Variance),
        ];
        windows.AroundChannelsFirst(node.X.Shape, x, result, (input, output) => _writer.Add("BatchNormalization", stem, [input, .. statistics], output,
            GraphWriter.Attribute("epsilon", node.Epsilon), GraphWriter.Attribute("momentum", 1 - node.Momentum)));
    }

    private void WriteLayerNorm(LayerNormNode node, string x, string result)
    {
        var stem = node.Layer.Name;
        var shape = node.X.Shape;
        long[] normalized = shape.IsChannelsFirst ? [.. shape.Dimensions.Select(length => (long)length)] : [shape.Channels];
        var count = (int)normalized.Aggregate(1L, (product, length) => product * length);
        List<string> inputs = [x, node.Weight is null ? _writer.Constant($"{stem}/ones", normalized, [.. Enumerable.Repeat(1f, count)]) : Tensor(node.Weight)];
        if (node.Bias is not null)
        {
            inputs.Add(Tensor(node.Bias));
        }

        _writer.Add("LayerNormalization", stem, inputs, result, GraphWriter.Attribute("axis", shape.IsChannelsFirst ? 1 : -1), GraphWriter.Attribute("epsilon", node.Epsilon));
    }

    private void WriteChain(string op, string stem, List<string> inputs, string result)
    {
        var sum = inputs[0];
        for (var i = 1; i < inputs.Count; i++)
        {
            sum = _writer.Add(op, stem, [sum, inputs[i]], i == inputs.Count - 1 ? result : null);
        }

        if (inputs.Count == 1)
        {
            _writer.Add("Identity", stem, inputs, result);
        }
    }

    private float[] Values(Parameter parameter) => _values[parameter.Name];

    private string Tensor(Parameter parameter)
    {
        if (!_constants.TryGetValue(parameter, out var name))
        {
            _constants[parameter] = name = _writer.Constant(parameter.Name, [.. parameter.Shape.Select(length => (long)length)], Values(parameter));
        }

        return name;
    }

    private string PerChannelTensor(Parameter parameter, Shape shape) =>
        _writer.Constant(parameter.Name, parameter.Length == 1 ? [1] : PerChannel(shape, parameter.Length), Values(parameter));
}
