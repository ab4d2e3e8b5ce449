using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Operators that move values or their axes, and those on sizes, which exporters write to compute a shape.</summary>
internal sealed partial class OnnxImporter
{
    private bool RunShape(OnnxNode node)
    {
        switch (node.OpType)
        {
            case "Constant": Set(ConstantOf(node)); return true;
            case "Identity" or "Dropout" when _values[node.Inputs[0]] is Known known: Set(known); return true;
            case "Cast": RunCast(node); return true;
            case "Shape": RunShapeOf(); return true;
            case "ConstantOfShape":
                var filling = node.Find("value")?.Tensor is { } tensor ? Known.Of(tensor) : new Known([1], [0], null);
                Set(filling.Reals is not null ? new Known([1], [filling.Reals[0]], null) : new Known([1], null, [filling.Integers![0]]));
                return true;
            case "Expand" when _values[node.Inputs[0]] is Known { Count: 1 } one: Set(one); return true;
            case "Unsqueeze": RunUnsqueeze(node); return true;
            case "Squeeze": RunSqueeze(node); return true;
            case "Gather": RunGather(node); return true;
            case "Slice": RunSlice(node); return true;
            case "Concat": RunConcat(node); return true;
            case "Transpose": RunTranspose(node); return true;
            case "Flatten": RunFlatten(node); return true;
            case "Reshape": RunReshape(); return true;
            case "Pad": RunPad(node); return true;
            default: return false;
        }
    }

    private Known ConstantOf(OnnxNode node)
    {
        if (node.Find("value")?.Tensor is { } tensor && tensor.ElementType != OnnxType.Text)
        {
            return Known.Of(tensor);
        }

        return node.Find("value_float")?.Real is { } real ? new Known([], [real], null)
            : node.Find("value_int")?.Integer is { } integer ? new Known([], null, [integer])
            : node.Find("value_ints")?.Integers is { } integers ? new Known([integers.Count], null, [.. integers])
            : node.Find("value_floats")?.Reals is { } reals ? new Known([reals.Count], [.. reals], null)
            : throw Refuse("its value is neither a tensor nor a number");
    }

    private void RunShapeOf()
    {
        long[] shape = _values[_node.Inputs[0]] switch
        {
            Flow flow => [.. flow.Axes.Select(axis => axis.Role == AxisRole.Rows ? Known.Rows : axis.Length)],
            Known known => [.. known.Shape],
            _ => throw Refuse("it asks for the shape of something that has none here"),
        };
        Set(new Known([shape.Length], null, shape));
    }

    private void RunUnsqueeze(OnnxNode node)
    {
        var axes = node.Integers("axes") ?? Constant(1, "axes").Integers ?? throw Refuse("its axes are no whole numbers");
        if (_values[node.Inputs[0]] is Known known)
        {
            var shape = known.Shape.ToList();
            foreach (var axis in axes.Select(axis => Axis(axis, known.Shape.Count + axes.Count)).Order())
            {
                shape.Insert(axis, 1);
            }

            Set(known with { Shape = shape });
            return;
        }

        var flow = Input(0);
        var all = flow.Axes.ToList();
        foreach (var axis in axes.Select(axis => Axis(axis, flow.Axes.Count + axes.Count)).Order())
        {
            all.Insert(axis, new FlowAxis(AxisRole.Unit, 1));
        }

        Set(flow with { Axes = all });
    }

    private void RunSqueeze(OnnxNode node)
    {
        var axes = node.Integers("axes") ?? Optional(1, "axes")?.Integers;
        switch (_values[node.Inputs[0]])
        {
            case Known known:
                var dropped = axes?.Select(axis => Axis(axis, known.Shape.Count)).ToHashSet();
                Set(known with { Shape = [.. known.Shape.Where((length, i) => dropped is null ? length != 1 : !dropped.Contains(i))] });
                break;
            case Flow flow:
                var gone = axes?.Select(axis => Axis(axis, flow.Axes.Count)).ToHashSet() ?? [.. Enumerable.Range(0, flow.Axes.Count).Where(i => flow.Axes[i].Role == AxisRole.Unit)];
                if (gone.FirstOrDefault(i => flow.Axes[i].Role != AxisRole.Unit, -1) is >= 0 and var kept)
                {
                    throw Refuse($"it leaves out axis {kept} of {flow.AxesText}, which has a meaning");
                }

                Set(flow with { Axes = [.. flow.Axes.Where((_, i) => !gone.Contains(i))] });
                break;
            default:
                throw Refuse("its input is no value of a layer");
        }
    }

    private void RunGather(OnnxNode node)
    {
        var source = _values[node.Inputs[0]];
        if (source is Known table && _values[node.Inputs[1]] is Flow ids)
        {
            AddEmbedding(node, table, ids);
            return;
        }

        var indices = Constant(1, "indices");
        switch (source)
        {
            case Known { Integers: { } integers } known when known.Shape.Count <= 1:
                var picked = indices.Integers!.Select(index => integers[Axis(index, integers.Length)]).ToArray();
                Set(new Known(indices.Shape, null, picked));
                return;
            case FlowStack stack when indices.Count == 1 && Axis(node.Integer("axis", 0), 8) == stack.Axis:
                var one = stack.Flows[Axis(indices.Integers![0], stack.Flows.Count)];
                Set(indices.Shape.Count == 0 ? one with { Axes = [.. one.Axes.Where(axis => axis.Role != AxisRole.Unit)] } : one);
                return;
            case Flow flow when indices.Count == 1:
                var axis = Axis(node.Integer("axis", 0), flow.Axes.Count);
                var rest = flow.Axes.Where((_, i) => i != axis);
                if (flow.Axes[axis].Role == AxisRole.Unit)
                {
                    Set(indices.Shape.Count == 0 ? flow with { Axes = [.. rest] } : flow);
                    return;
                }

                Set(LastStep(flow, axis, indices.Integers![0], indices.Shape.Count > 0));
                return;
            default:
                throw Refuse("it picks from a value in a way that no layer does");
        }
    }

    private Flow LastStep(Flow flow, int axis, long index, bool keepsAxis)
    {
        if (flow.IsSteps != true || flow.Axes[axis].Role != AxisRole.Positions || (index != -1 && index != flow.Axes[axis].Length - 1))
        {
            throw Refuse($"it takes index {index} of axis {axis} of {flow.AxesText}; only the last step of a recurrent layer can be taken");
        }

        IEnumerable<FlowAxis> axes = flow.Axes.Select((each, i) => i == axis ? new FlowAxis(AxisRole.Unit, 1) : each);
        return flow with { IsSteps = false, Axes = [.. keepsAxis ? axes : axes.Where((_, i) => i != axis)] };
    }

    private void AddEmbedding(OnnxNode node, Known table, Flow ids)
    {
        if (node.Integer("axis", 0) != 0 || table.Shape.Count != 2 || table.Reals is null || ids.Kind != ResultKind.Indices || !ids.IsPlain)
        {
            throw Refuse("it is no embedding: rows of a [count, size] constant, picked by an input of whole numbers, would be one");
        }

        var (count, size) = (Whole(table.Shape[0]), Whole(table.Shape[1]));
        var added = AddLayer(new AttributeLine("Embedding").With(AttributeLine.Text(count)).With(AttributeLine.Text(size)), ResultKind.Sequence,
            [.. ids.Axes, new FlowAxis(AxisRole.Channels, size)], Prefix(NameOf(0)), Use(ids));
        added.Layer.Tensors.Add(new ImportedTensor("weight", [count, size], table.Reals));
        Set(added);
    }

    private void RunSlice(OnnxNode node)
    {
        var starts = node.Integers("starts") ?? Constant(1, "starts").Integers!;
        var ends = node.Integers("ends") ?? Constant(2, "ends").Integers!;
        var axes = node.Integers("axes") ?? Optional(3, "axes")?.Integers ?? [.. Enumerable.Range(0, starts.Count).Select(axis => (long)axis)];
        var steps = Optional(4, "steps")?.Integers;
        if (starts.Count != 1 || ends.Count != 1 || axes.Count != 1 || steps is not (null or [1]))
        {
            throw Refuse("it slices several axes, or with steps");
        }

        // A first state of 0 is one number here, whatever its shape: a part of it is the same.
        if (_values[node.Inputs[0]] is Known { Reals: [_] } filling)
        {
            Set(filling);
            return;
        }

        if (_values[node.Inputs[0]] is Known { Integers: { } integers })
        {
            var (from, to) = (Bound(starts[0], integers.Length), Bound(ends[0], integers.Length));
            long[] part = integers[from..Math.Max(from, to)];
            Set(new Known([part.Length], null, part));
            return;
        }

        var flow = Input(0);
        var axis = Axis(axes[0], flow.Axes.Count);
        var length = (int)flow.Axes[axis].Length;
        var (begin, end) = (Bound(starts[0], length), Bound(ends[0], length));
        Set(begin == 0 && end == length ? flow
            : end == length && begin == length - 1 ? LastStep(flow, axis, begin, keepsAxis: true)
            : throw Refuse($"it takes {begin} to {end} of axis {axis} of {flow.AxesText}; no layer takes a part of a value"));
    }

    private static int Bound(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);

    private void RunConcat(OnnxNode node)
    {
        var parts = node.Inputs.ConvertAll(name => _values[name]);
        if (parts.TrueForAll(part => part is Known { Integers: not null }))
        {
            long[] all = [.. parts.SelectMany(part => ((Known)part).Integers!)];
            Set(new Known([all.Length], null, all));
            return;
        }

        if (!parts.TrueForAll(part => part is Flow))
        {
            throw Refuse("it puts constants and values side by side");
        }

        var flows = parts.ConvertAll(part => (Flow)part);
        var axis = Axis(node.Integer("axis", 0), flows[0].Axes.Count);
        if (flows[0].Axes[axis].Role == AxisRole.Unit && flows[0].IsSteps == false)
        {
            Set(new FlowStack(flows, axis));
            return;
        }

        if (flows.Exists(flow => flow.Axes.Count <= axis || flow.Axes[axis].Role != AxisRole.Channels || !flow.WithLength(AxisRole.Channels, 1).Axes.SequenceEqual(flows[0].WithLength(AxisRole.Channels, 1).Axes)))
        {
            throw Refuse($"[Concat] puts channels or features side by side, of values that are equal otherwise; here it is axis {axis} of {string.Join(" and ", flows.Select(flow => flow.AxesText))}");
        }

        flows = flows.ConvertAll(Plain);
        flows = flows.ConvertAll(flow => SameKind(flow, flows[0].Kind));
        Set(AddLayer(new AttributeLine("Concat"), flows[0].Kind, flows[0].WithLength(AxisRole.Channels, flows.Sum(flow => flow.Length(AxisRole.Channels))).Axes, null, [.. flows.Select(Use)]));
    }

    private void RunTranspose(OnnxNode node)
    {
        var source = _values[node.Inputs[0]];
        var rank = source is Flow some ? some.Axes.Count : source is Known constant ? constant.Shape.Count : 0;
        int[] order = [.. (node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)]).Select(axis => Axis(axis, rank))];
        if (order.Length != rank || order.Distinct().Count() != rank)
        {
            throw Refuse($"its order [{string.Join(", ", order)}] is none of {rank} axes");
        }

        Set(source is Known known ? Permuted(known, order) : Input(0) with { Axes = [.. order.Select(axis => Input(0).Axes[axis])] });
    }

    private static Known Permuted(Known known, int[] order)
    {
        long[] shape = [.. order.Select(axis => known.Shape[axis])];
        var strides = new long[order.Length];
        for (var (i, stride) = (order.Length - 1, 1L); i >= 0; i--)
        {
            strides[i] = stride;
            stride *= known.Shape[i];
        }

        var places = new int[known.Count];
        for (var i = 0; i < places.Length; i++)
        {
            long rest = i, place = 0;
            for (var axis = order.Length - 1; axis >= 0; axis--)
            {
                place += rest % shape[axis] * strides[order[axis]];
                rest /= shape[axis];
            }

            places[i] = (int)place;
        }

        return known.Reals is { } reals ? new Known(shape, [.. places.Select(place => reals[place])], null) : new Known(shape, null, [.. places.Select(place => known.Integers![place])]);
    }

    private void RunFlatten(OnnxNode node)
    {
        var flow = Input(0);
        if (Axis(node.Integer("axis", 1), flow.Axes.Count + 1) != 1)
        {
            throw Refuse("it keeps other axes apart than the rows");
        }

        Set(Flat(flow));
    }

    private void RunReshape()
    {
        if (_values[_node.Inputs[0]] is Known known && Constant(1, "shape").Integers is { } lengths && !lengths.Contains(Known.Rows))
        {
            long given = 1;
            lengths.Where(length => length > 0).ToList().ForEach(length => given *= length);
            long[] made = [.. lengths.Select((length, i) => length == -1 ? known.Count / Math.Max(1, given) : length == 0 ? known.Shape[i] : length)];
            Set(made.Aggregate(1.0, (product, length) => product * length) == known.Count ? known with { Shape = made }
                : throw Refuse($"it makes [{string.Join(", ", made)}] of {known.Count} values"));
            return;
        }

        var flow = Input(0);
        var shape = Constant(1, "shape").Integers ?? throw Refuse("its shape is no whole numbers");
        var size = flow.Axes.Where(axis => axis.Role != AxisRole.Rows).Aggregate(1L, (product, axis) => product * axis.Length);
        var rows = flow.Find(AxisRole.Rows);
        var wanted = shape.Select((length, i) => length == 0 && i < flow.Axes.Count ? (flow.Axes[i].Role == AxisRole.Rows ? Known.Rows : flow.Axes[i].Length) : length).ToList();
        var open = wanted.Skip(1).Count(length => length == -1);
        var product = wanted.Skip(1).Where(length => length != -1).Aggregate(1L, (all, length) => length is < 0 or > int.MaxValue ? -1 : Math.Min(all * length, 1L << 40));
        if (rows != 0 || wanted.Count < 2 || product <= 0 || open > 1 || (open == 1 ? size % product != 0 : size != product))
        {
            throw Refuse($"it makes [{string.Join(", ", wanted.Select(length => length == Known.Rows ? "rows" : AttributeLine.Text(Whole(Math.Clamp(length, -1, int.MaxValue)))))}] of {flow.AxesText}; rows must stay the first axis, of the same values");
        }

        List<long> dimensions = [.. wanted.Skip(1).Select(length => length == -1 ? size / product : length)];
        Set(Reshaped(flow, dimensions));
    }

    private Flow Reshaped(Flow flow, List<long> dimensions)
    {
        if (dimensions.Count == 1)
        {
            return Flat(flow);
        }

        if (flow.Axes.Skip(1).Select(axis => axis.Length).SequenceEqual(dimensions))
        {
            return flow;
        }

        // A vector with axes of length 1 beside its features is the vector.
        if (flow.Kind == ResultKind.Vector && dimensions.Count(length => length > 1) <= 1 && flow.Length(AxisRole.Channels) > 1)
        {
            return flow with { Axes = [flow.Axes[0], .. dimensions.Select(length => length > 1 ? new FlowAxis(AxisRole.Channels, length) : new FlowAxis(AxisRole.Unit, 1))] };
        }

        if (dimensions.Count > 3)
        {
            throw Refuse($"it makes {dimensions.Count} axes; values here have one to three");
        }

        flow = Ordered(Plain(flow));
        var roles = RolesOf(_node.Outputs[0], dimensions.Count + 1);
        List<FlowAxis> axes = [.. roles.Select((role, i) => new FlowAxis(role, i == 0 ? 1 : dimensions[i - 1]))];
        if (axes[0].Role != AxisRole.Rows)
        {
            throw Refuse("what follows it takes another axis than the first for the rows");
        }

        var kind = dimensions.Count == 3 ? ResultKind.Image : KindOf(axes);
        var line = new AttributeLine("Reshape", [.. dimensions.Select(length => new AttributeArgument(null, AttributeLine.Text(Whole(length))))]);
        return AddLayer(kind == ResultKind.Image ? line : line.With("Kind", $"InputKind.{kind}"), kind, axes, null, Use(flow));
    }

    private Flow Flat(Flow flow)
    {
        if (flow.Find(AxisRole.Rows) != 0)
        {
            throw Refuse($"the first axis of {flow.AxesText} is not that of the rows");
        }

        if (flow.Kind == ResultKind.Vector)
        {
            return flow with { Axes = [flow.Axes[0], new FlowAxis(AxisRole.Channels, flow.Length(AxisRole.Channels))] };
        }

        flow = Ordered(Plain(flow));
        var size = flow.Axes.Skip(1).Aggregate(1L, (product, axis) => product * axis.Length);
        return AddLayer(new AttributeLine("Flatten"), ResultKind.Vector, [flow.Axes[0], new FlowAxis(AxisRole.Channels, size)], null, Use(flow));
    }

    private void RunPad(OnnxNode node)
    {
        var flow = Input(0);
        var pads = node.Integers("pads") ?? Constant(1, "pads").Integers!;
        var value = node.Find("value")?.Real ?? Optional(2, "value")?.Single ?? 0;
        if (node.Text("mode", "constant") != "constant" || value != 0 || pads.Count != 2 * flow.Axes.Count || pads.Any(pad => pad is < 0 or > 1 << 24))
        {
            throw Refuse("it pads with something else than zeros, or cuts");
        }

        var rank = flow.Axes.Count;
        if (pads.All(pad => pad == 0))
        {
            Set(flow);
            return;
        }

        if (Enumerable.Range(0, rank).Any(i => flow.Axes[i].Role is not (AxisRole.Positions or AxisRole.Width) && (pads[i] != 0 || pads[rank + i] != 0)) || flow.Pads is not null)
        {
            throw Refuse("it pads another axis than positions, or a second time");
        }

        var positions = Enumerable.Range(0, rank).Where(i => flow.Axes[i].Role is AxisRole.Positions or AxisRole.Width).ToList();
        Set(Plain(flow) with { Pads = [.. positions.Select(i => pads[i]), .. positions.Select(i => pads[rank + i])] });
    }
}
