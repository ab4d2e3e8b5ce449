using NeuralLearn.Compiled.Tool.Architecture;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Which axis of a value is which, and what it takes to have them in another order.</summary>
internal sealed partial class OnnxImporter
{
    /// <summary>A value whose axes stand in ONNX's order in this library as well, behind the rows.</summary>
    private Flow Ordered(Flow flow)
    {
        var axes = flow.Axes.Where(axis => axis.Role is not (AxisRole.Rows or AxisRole.Unit)).Select(axis => axis.Role).ToList();
        if (flow.Kind is ResultKind.Signal or ResultKind.Sequence && axes.Count == 2)
        {
            return (axes[0] == AxisRole.Channels) == (flow.Kind == ResultKind.Signal) ? flow : Turned(flow);
        }

        if (flow.Kind == ResultKind.Image && !axes.SequenceEqual([AxisRole.Channels, AxisRole.Positions, AxisRole.Width]))
        {
            throw Refuse($"it needs an image in the order {flow.AxesText}; images here have channels, height, width, and no layer changes that");
        }

        return flow;
    }

    /// <summary>A signal as a sequence or back, made once.</summary>
    private Flow Turned(Flow flow)
    {
        if (!_turned.TryGetValue(flow.Layer, out var turned))
        {
            turned = AddLayer(new AttributeLine("Transpose"), flow.Kind == ResultKind.Signal ? ResultKind.Sequence : ResultKind.Signal, flow.Axes, null, Use(flow)).Layer;
            _turned[flow.Layer] = turned;
        }

        return new Flow(turned, flow.Axes);
    }

    private Flow SameKind(Flow flow, ResultKind kind) => flow.Kind == kind ? flow
        : flow.Kind is ResultKind.Signal or ResultKind.Sequence && kind is ResultKind.Signal or ResultKind.Sequence ? Turned(flow)
        : throw Refuse("its inputs are values of different kinds");

    private int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw Refuse($"it names axis or index {axis} of {rank}");

    /// <summary>What the axes of a value are, by what reads it first.</summary>
    private AxisRole[] RolesOf(string name, int rank)
    {
        switch (rank)
        {
            case 2: return [AxisRole.Rows, AxisRole.Channels];
            case 4: return [AxisRole.Rows, AxisRole.Channels, AxisRole.Positions, AxisRole.Width];
        }

        var (rows, channels) = FindReader(name) ?? (0, 1);
        var roles = new AxisRole[rank];
        Array.Fill(roles, AxisRole.Positions);
        roles[rows] = AxisRole.Rows;
        roles[channels] = AxisRole.Channels;
        return roles;
    }

    private (int Rows, int Channels)? FindReader(string name)
    {
        // Values to look at, with where each of their axes was at first.
        var open = new Queue<(string Name, int[] From)>([(name, [0, 1, 2])]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var value))
        {
            if (!seen.Add(value.Name) || !_readers.TryGetValue(value.Name, out var readers))
            {
                continue;
            }

            foreach (var node in readers)
            {
                int[] from = value.From;
                switch (node.OpType)
                {
                    case "Conv" or "MaxPool" or "AveragePool" or "GlobalMaxPool" or "GlobalAveragePool" or "BatchNormalization":
                        return (from[0], from[1]);
                    case "GRU" or "LSTM" or "RNN":
                        return node.Integer("layout", 0) == 0 ? (from[1], from[2]) : (from[0], from[2]);
                    case "MatMul" or "LayerNormalization" when node.Inputs[0] == value.Name:
                        return (from[0], from[2]);
                    case "Transpose" when node.Integers("perm") is { Count: 3 } order && order.Order().SequenceEqual([0, 1, 2]):
                        open.Enqueue((node.Outputs[0], [.. order.Select(axis => from[axis])]));
                        break;
                    case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Gather" or "Slice" or "Shape":
                        break;
                    default:
                        node.Outputs.ForEach(output => open.Enqueue((output, from)));
                        break;
                }
            }
        }

        return null;
    }
}
