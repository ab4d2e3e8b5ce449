using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>
/// Before version 17 a layer normalisation is written in nine operators: mean, distance, square, mean, + ε, root, quotient, · weight, + bias.
/// They become the one that there is since.
/// </summary>
internal static class LayerNormPattern
{
    public static void Replace(OnnxGraph graph)
    {
        var makers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                makers.TryAdd(output, node);
            }
        }

        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (Match(graph, graph.Nodes[i], makers) is { } norm)
            {
                // What it is made of is read by nobody now and left out.
                graph.Nodes[i] = norm;
            }
        }
    }

    private static OnnxNode? Match(OnnxGraph graph, OnnxNode add, Dictionary<string, OnnxNode> makers)
    {
        OnnxNode? Maker(OnnxNode? node, int input, string op) =>
            node is not null && node.Inputs.Count > input && makers.GetValueOrDefault(node.Inputs[input]) is { } maker && maker.OpType == op ? maker : null;

        if (add.OpType != "Add" || Maker(add, 0, "Mul") is not { } scaled || Maker(scaled, 0, "Div") is not { } quotient
            || Maker(quotient, 0, "Sub") is not { } distance || Maker(distance, 1, "ReduceMean") is not { } mean || mean.Inputs[0] != distance.Inputs[0]
            || Maker(Maker(quotient, 1, "Sqrt"), 0, "Add") is not { } shifted || Maker(shifted, 0, "ReduceMean") is not { } variance
            || (Maker(variance, 0, "Pow") ?? Maker(variance, 0, "Mul")) is not { } square || square.Inputs[0] != distance.Outputs[0]
            || (square.OpType == "Pow" ? Number(graph, square.Inputs[1], makers) != 2 : square.Inputs[1] != square.Inputs[0])
            || mean.Integers("axes") is not { Count: > 0 } axes || variance.Integers("axes")?.SequenceEqual(axes) != true
            || !axes.Order().SequenceEqual(Enumerable.Range(0, axes.Count).Select(axis => axis - (long)axes.Count))
            || Number(graph, shifted.Inputs[1], makers) is not { } epsilon)
        {
            return null;
        }

        var norm = new OnnxNode { Name = add.Name, OpType = "LayerNormalization" };
        norm.Inputs.AddRange([distance.Inputs[0], scaled.Inputs[1], add.Inputs[1]]);
        norm.Outputs.AddRange(add.Outputs);
        norm.Attributes.Add(new OnnxAttribute { Name = "axis", Integer = axes.Min() });
        norm.Attributes.Add(new OnnxAttribute { Name = "epsilon", Real = epsilon });
        return norm;
    }

    private static float? Number(OnnxGraph graph, string name, Dictionary<string, OnnxNode> makers)
    {
        var tensor = graph.Initializers.Find(tensor => tensor.Name == name) ?? (makers.GetValueOrDefault(name) is { OpType: "Constant" } node ? node.Find("value")?.Tensor : null);
        return tensor is { ElementType: OnnxType.Float } && tensor.Shape.Count <= 1 && tensor.Data.Length == sizeof(float) ? tensor.View().ToSingles()[0] : null;
    }
}
