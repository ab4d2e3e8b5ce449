using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>The network for one step of its sequences, with what recurrent layers remember coming from outside.</summary>
internal static class StreamingGraph
{
    public static NetworkGraph Of(NetworkGraph graph)
    {
        // Numbers above those of the graph's own values.
        var fresh = 1 << 24;
        Value New(Value value) => new(fresh++, value.Name, Streaming.StepOf(value.Shape));
        var now = graph.Inputs.ToDictionary(input => input.Value, input => New(input.Value));
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes)
        {
            now[node.Y] = New(node.Y);
            List<Value> inputs = [.. node.Inputs.Select(input => now[input])];
            nodes.Add(node is RecurrentNode recurrent ? recurrent.ForOneStep(inputs[0], now[node.Y], (name, rows) => new Value(fresh++, name, Shape.Sequence(rows, recurrent.Units))) : node.With(inputs, now[node.Y]));
        }

        return new NetworkGraph(
            [.. graph.Inputs.Select(input => input with { Value = now[input.Value] })],
            [.. graph.Outputs.Select(output => output with { Value = now[output.Value] })],
            nodes, graph.Tensors, []);
    }
}
