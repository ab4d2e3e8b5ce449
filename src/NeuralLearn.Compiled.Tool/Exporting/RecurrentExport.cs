extern alias generator;

using generator::NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>
/// Recurrent layers. ONNX has time before the batch, one array for all gates, an axis of directions, and its gates in another order than
/// PyTorch and this library.
/// </summary>
internal sealed class RecurrentExport(GraphWriter writer, string stem, Func<Parameter, float[]> values)
{
    /// <summary>Where a gate of ONNX stands here: z, r, n from r, z, n; i, o, f, c from i, f, g, o.</summary>
    public static int[] GateOrder(string op) => op switch
    {
        "GRU" => [1, 0, 2],
        "LSTM" => [0, 3, 1, 2],
        _ => [0],
    };

    public void Write(RecurrentNode node, string x, string result)
    {
        var op = node.Kind switch { RecurrentKind.Gru => "GRU", RecurrentKind.Lstm => "LSTM", _ => "RNN" };
        var (weights, units, level) = (node.Weights, node.Units, node.Level);
        List<string> inputs =
        [
            writer.Add("Transpose", stem, [x], null, GraphWriter.Attribute("perm", 1, 0, 2)),
            writer.Constant($"{stem}.W_l{level}", [1, node.Gates * units, node.Features], Ordered(op, values(weights.Input), units * node.Features)),
            writer.Constant($"{stem}.R_l{level}", [1, node.Gates * units, units], Ordered(op, values(weights.Hidden), units * units)),
        ];
        if (weights.InputBias is { } inputBias && weights.HiddenBias is { } hiddenBias)
        {
            inputs.Add(writer.Constant($"{stem}.B_l{level}", [1, 2L * node.Gates * units], [.. Ordered(op, values(inputBias), units), .. Ordered(op, values(hiddenBias), units)]));
        }

        List<Onnx.OnnxAttribute> attributes = [GraphWriter.Attribute("hidden_size", units)];
        if (op == "GRU")
        {
            attributes.Add(GraphWriter.Attribute("linear_before_reset", 1));
        }
        else if (op == "RNN")
        {
            var isRelu = node.Activation!.Name == "relu";
            attributes.Add(GraphWriter.Attribute("activations", [isRelu ? "Relu" : "Tanh"]));
        }

        if (!node.ReturnsSequence)
        {
            var last = writer.AddOf(op, stem, inputs, 1, [.. attributes]);
            writer.Add("Squeeze", stem, [last, writer.Constant($"{stem}/axes", 0L)], result);
            return;
        }

        var all = writer.Add(op, stem, inputs, null, [.. attributes]);
        var steps = writer.Add("Squeeze", stem, [all, writer.Constant($"{stem}/axes", 1L)]);
        writer.Add("Transpose", stem, [steps], result, GraphWriter.Attribute("perm", 1, 0, 2));
    }

    private static float[] Ordered(string op, float[] gates, int size) => [.. GateOrder(op).SelectMany(gate => gates.Skip(gate * size).Take(size))];
}
