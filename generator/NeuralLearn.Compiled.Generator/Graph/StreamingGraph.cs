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
            switch (node)
            {
                case RecurrentNode recurrent:
                    nodes.Add(recurrent.ForOneStep(inputs[0], now[node.Y], (name, rows) => new Value(fresh++, name, Shape.Sequence(rows, recurrent.Units))));
                    break;
                case ConvNode conv:
                    var seen = inputs[0];
                    if (conv.Window.Width.Reach > 1)
                    {
                        seen = new Value(fresh++, node.Y.Name + "History", Shape.Sequence(conv.Window.Width.Reach, conv.InputChannels));
                        nodes.Add(new HistoryNode(node.Layer, inputs[0], seen));
                    }

                    nodes.Add(conv.ForOneStep(seen, now[node.Y]));
                    break;
                default:
                    nodes.Add(node.With(inputs, now[node.Y]));
                    break;
            }
        }

        return new NetworkGraph(
            [.. graph.Inputs.Select(input => input with { Value = now[input.Value] })],
            [.. graph.Outputs.Select(output => output with { Value = now[output.Value] })],
            nodes, graph.Tensors, []);
    }
}
