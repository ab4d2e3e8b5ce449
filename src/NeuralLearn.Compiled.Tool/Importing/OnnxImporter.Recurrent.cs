using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Exporting;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Recurrent layers: gates change their order, and the array of biases becomes two.</summary>
internal sealed partial class OnnxImporter
{
    private bool RunRecurrent(OnnxNode node)
    {
        if (node.OpType is not ("GRU" or "LSTM" or "RNN"))
        {
            return false;
        }

        CheckRecurrent(node);
        var flow = Plain(Input(0));
        var isBatchFirst = node.Integer("layout", 0) != 0;
        if (!(isBatchFirst ? flow.Has(AxisRole.Rows, AxisRole.Positions, AxisRole.Channels) : flow.Has(AxisRole.Positions, AxisRole.Rows, AxisRole.Channels)))
        {
            throw Refuse($"it reads {flow.AxesText}, whose axes are not {(isBatchFirst ? "[rows, time, features]" : "[time, rows, features]")}");
        }

        flow = flow.Kind == ResultKind.Signal ? Turned(flow) : flow;
        var order = RecurrentExport.GateOrder(node.OpType);
        var (input, hidden) = (Constant(1, "weight W"), Constant(2, "weight R"));
        var gates = order.Length;
        var features = flow.Length(AxisRole.Channels);
        var units = hidden.Shape.Count == 3 ? hidden.Shape[2] : 0;
        if (units < 1 || !input.Shape.SequenceEqual([1, gates * units, features]) || !hidden.Shape.SequenceEqual([1, gates * units, units]) || input.Reals is null || hidden.Reals is null)
        {
            throw Refuse($"its weights have the shapes [{string.Join(", ", input.Shape)}] and [{string.Join(", ", hidden.Shape)}], for {features} features");
        }

        var bias = Optional(3, "bias B");
        if (bias is not null && bias.Count != 2 * gates * units)
        {
            throw Refuse($"its bias has {bias.Count} values where {2 * gates * units} are needed");
        }

        var kind = node.OpType switch { "GRU" => "Gru", "LSTM" => "Lstm", _ => "Rnn" };
        var line = new AttributeLine(kind).With(AttributeLine.Text(Whole(units)));
        line = node.OpType == "RNN" && node.Texts("activations") is ["Relu", ..] ? line.With("Activation", "Activation.ReLU") : line;
        line = bias is null ? line.With("Bias", "false") : line;
        var layer = new ImportedLayer(line, ResultKind.Sequence, Use(flow)) { FileName = StateName(NameOf(1)) };
        _network.Layers.Add(layer);
        var (count, size) = (Whole(gates * units), Whole(units));
        layer.Tensors.Add(new ImportedTensor("weight_ih_l0", [count, Whole(features)], Ordered(order, input.Reals, Whole(units * features))));
        layer.Tensors.Add(new ImportedTensor("weight_hh_l0", [count, size], Ordered(order, hidden.Reals, Whole(units * units))));
        if (bias is not null)
        {
            var biases = bias.ToReals();
            layer.Tensors.Add(new ImportedTensor("bias_ih_l0", [count], Ordered(order, biases[..count], size)));
            layer.Tensors.Add(new ImportedTensor("bias_hh_l0", [count], Ordered(order, biases[count..], size)));
        }

        FlowAxis time = new(AxisRole.Positions, flow.Length(AxisRole.Positions)), unit = new(AxisRole.Unit, 1), rows = new(AxisRole.Rows, 1), channels = new(AxisRole.Channels, units);
        Set(new Flow(layer, isBatchFirst ? [rows, time, unit, channels] : [time, unit, rows, channels]) { IsSteps = true });
        if (node.Outputs.Count > 1 && node.Outputs[1].Length > 0)
        {
            Set(new Flow(layer, isBatchFirst ? [rows, unit, channels] : [unit, rows, channels]) { IsSteps = false }, 1);
        }

        if (node.Outputs.Count > 2 && _readers.ContainsKey(node.Outputs[2]))
        {
            throw Refuse("its last cell state is used, which no layer returns");
        }

        return true;
    }

    private void CheckRecurrent(OnnxNode node)
    {
        if (node.Text("direction", "forward") != "forward")
        {
            throw Refuse($"it runs {Printed.Text(node.Text("direction", ""))}; recurrent layers here run forward");
        }

        if (node.OpType == "GRU" && node.Integer("linear_before_reset", 0) == 0)
        {
            throw Refuse("its reset gate acts before the product (linear_before_reset = 0), while here and in PyTorch it acts behind it");
        }

        string[] usual = node.OpType switch { "GRU" => ["Sigmoid", "Tanh"], "LSTM" => ["Sigmoid", "Tanh", "Tanh"], _ => ["Tanh"] };
        if (node.Texts("activations") is { } activations && !activations.SequenceEqual(usual) && !(node.OpType == "RNN" && activations is ["Relu"]))
        {
            throw Refuse($"its functions are {Printed.Text(string.Join(", ", activations))}; those here are {string.Join(", ", usual)}");
        }

        if (node.Find("clip") is not null || node.Integer("input_forget", 0) != 0 || Optional(7, "weights P") is not null)
        {
            throw Refuse("it limits its gates, couples them or looks at the cell (clip, input_forget, P), which layers here do not");
        }

        if (node.Inputs.Count > 4 && node.Inputs[4].Length > 0)
        {
            throw Refuse("it takes the lengths of its sequences as an input");
        }

        for (var i = 5; i <= 6; i++)
        {
            if (node.Inputs.Count > i && node.Inputs[i].Length > 0 && _values[node.Inputs[i]] is not Known { IsZero: true })
            {
                throw Refuse("it starts from a state that is not 0");
            }
        }
    }

    /// <summary>"gru1" of the names that export writes, "gru1.W_l0"; null of others.</summary>
    private static string? StateName(string name) => name.EndsWith(".W_l0", StringComparison.Ordinal) ? Prefix(name) : null;

    /// <summary>Gate g of PyTorch stands in ONNX where the order names it.</summary>
    private static float[] Ordered(int[] order, float[] gates, int size)
    {
        var ordered = new float[gates.Length];
        for (var i = 0; i < order.Length; i++)
        {
            gates.AsSpan(i * size, size).CopyTo(ordered.AsSpan(order[i] * size));
        }

        return ordered;
    }
}
