using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Layers with weights, and poolings.</summary>
internal sealed partial class OnnxImporter
{
    private bool RunLayer(OnnxNode node)
    {
        switch (node.OpType)
        {
            case "Gemm": RunGemm(node); return true;
            case "MatMul": RunMatMul(); return true;
            case "Conv": RunConvolution(node); return true;
            case "BatchNormalization": RunBatchNorm(node); return true;
            case "LayerNormalization": RunLayerNorm(node); return true;
            case "MaxPool" or "AveragePool": RunPool(node); return true;
            case "GlobalMaxPool" or "GlobalAveragePool": RunGlobalPool(node, keepsAxes: true); return true;
            case "ReduceMean" or "ReduceMax": RunReduction(node); return true;
            default: return false;
        }
    }

    private void RunGemm(OnnxNode node)
    {
        var (alpha, beta) = (node.Real("alpha", 1), node.Real("beta", 1));
        if (node.Integer("transA", 0) != 0)
        {
            throw Refuse("it turns its input round (transA)");
        }

        var weight = Scaled(Matrix(Constant(1, "weight"), node.Integer("transB", 0) == 0), alpha);
        var bias = Optional(2, "bias");
        var units = weight.Shape[0];
        if (bias is not null && bias.Count != 1 && !IsOfShape(bias, units))
        {
            throw Refuse($"its bias has {bias.Count} values for {units} outputs, in the shape {bias.ShapeText}");
        }

        var biases = bias is null ? null : bias.Count == units ? bias.ToReals() : [.. Enumerable.Repeat(bias.ToReals()[0], (int)units)];
        AddDense(Input(0), weight, biases is null ? null : [.. biases.Select(value => value * beta)], Prefix(NameOf(1), NameOf(2)));
    }

    private void RunMatMul()
    {
        if (_values[_node.Inputs[0]] is Known && _values[_node.Inputs[1]] is Flow)
        {
            throw Refuse("its weight stands on the left; a Dense multiplies each row by a weight on the right");
        }

        if (_values[_node.Inputs[1]] is Flow)
        {
            throw Refuse("it multiplies two results, as attention does; there is no layer for that");
        }

        AddDense(Input(0), Matrix(Constant(1, "weight"), isTurned: true), null, Prefix(NameOf(1)));
    }

    private void AddDense(Flow flow, Known weight, float[]? bias, string? name)
    {
        flow = Plain(flow);
        var last = flow.Axes[flow.Axes.Count - 1];
        if (last.Role != AxisRole.Channels || flow.Axes.Any(axis => axis.Role == AxisRole.Width) || flow.Kind == ResultKind.Image)
        {
            throw Refuse($"it multiplies the last axis of {flow.AxesText}, which does not hold the features of a vector or of each step");
        }

        var (units, features) = (Whole(weight.Shape[0]), weight.Shape[1]);
        if (features != last.Length)
        {
            throw Refuse($"its weight takes {features} features, and {last.Length} come in");
        }

        if (flow.Kind == ResultKind.Signal)
        {
            flow = Turned(flow);
        }

        var line = new AttributeLine("Dense").With(AttributeLine.Text(units));
        var added = AddLayer(bias is null ? line.With("Bias", "false") : line, flow.Kind, flow.WithLength(AxisRole.Channels, units).Axes, name, Use(flow));
        added.Layer.Tensors.Add(new ImportedTensor("weight", [units, (int)features], weight.ToReals()));
        if (bias is not null)
        {
            added.Layer.Tensors.Add(new ImportedTensor("bias", [units], bias));
        }

        Set(added);
    }

    /// <summary>A weight as [outputs, inputs].</summary>
    private Known Matrix(Known weight, bool isTurned)
    {
        if (weight.Shape.Count != 2 || weight.Reals is null || weight.Count == 0)
        {
            throw Refuse($"its weight has the shape [{string.Join(", ", weight.Shape)}]; [inputs, outputs] of real numbers is needed");
        }

        return isTurned ? Permuted(weight, [1, 0]) : weight;
    }

    private static Known Scaled(Known weight, float factor) => factor == 1 ? weight : weight with { Reals = [.. weight.Reals!.Select(value => value * factor)] };

    private void RunConvolution(OnnxNode node)
    {
        var weight = Constant(1, "weight");
        var bias = Optional(2, "bias");
        var dimensions = weight.Shape.Count - 2;
        if (dimensions is < 1 or > 2 || weight.Reals is null || weight.Count == 0)
        {
            throw Refuse($"it goes over {dimensions} axes; convolutions here go over one or two");
        }

        var flow = ChannelsFirst(Input(0), dimensions, takesPads: true);
        var pads = Pads(node, flow, weight.Shape.Skip(2).ToList());
        var (channels, groups) = (Whole(weight.Shape[0]), node.Integer("group", 1));
        if (groups < 1 || weight.Shape[1] * groups != flow.Length(AxisRole.Channels))
        {
            throw Refuse($"its weight takes {weight.Shape[1]} channels in each of {groups} groups, and {flow.Length(AxisRole.Channels)} come in");
        }

        var line = new AttributeLine(dimensions == 1 ? "Conv1D" : "Conv2D").With(AttributeLine.Text(channels));
        var window = new WindowLine(weight.Shape.Skip(2).ToList(), Numbers(node, "strides", dimensions, 1), Numbers(node, "dilations", dimensions, 1), pads);
        line = window.Write(line, isConvolution: true) ?? throw Refuse($"its padding [{string.Join(", ", pads)}] is not the same before and behind, nor that of PaddingMode.Same or Causal");
        line = groups > 1 ? line.With("Groups", AttributeLine.Text(Whole(groups))) : line;
        line = bias is null ? line.With("Bias", "false") : line;
        var source = Use(flow with { Pads = null });
        var added = AddLayer(line, flow.Kind, Windowed(flow, window, false).WithLength(AxisRole.Channels, channels).Axes, Prefix(NameOf(1), NameOf(2)), source);
        added.Layer.Tensors.Add(new ImportedTensor("weight", [.. weight.Shape.Select(Whole)], weight.Reals));
        if (bias is not null)
        {
            if (bias.Count != channels)
            {
                throw Refuse($"its bias has {bias.Count} values for {channels} channels");
            }

            added.Layer.Tensors.Add(new ImportedTensor("bias", [channels], bias.ToReals()));
        }

        Set(added);
    }

    private List<long> Pads(OnnxNode node, Flow flow, List<long> kernel)
    {
        var dimensions = kernel.Count;
        var pads = Numbers(node, "pads", 2 * dimensions, 0);
        var mode = node.Text("auto_pad", "NOTSET");
        if (mode is "SAME_UPPER" or "SAME_LOWER")
        {
            var (strides, dilations) = (Numbers(node, "strides", dimensions, 1), Numbers(node, "dilations", dimensions, 1));
            for (var i = 0; i < dimensions; i++)
            {
                var length = flow.Axes[2 + i].Length;
                var outputs = (length + strides[i] - 1) / strides[i];
                var total = Math.Max(0, ((outputs - 1) * strides[i]) + ((kernel[i] - 1) * dilations[i]) + 1 - length);
                (pads[i], pads[dimensions + i]) = mode == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
            }
        }
        else if (mode is not ("NOTSET" or "VALID"))
        {
            throw Refuse($"it pads by the mode '{Printed.Text(mode)}'");
        }

        return flow.Pads is null ? pads : [.. pads.Zip(flow.Pads, (own, before) => own + before)];
    }

    private void RunPool(OnnxNode node)
    {
        var isMax = node.OpType == "MaxPool";
        var kernel = node.Integers("kernel_shape") ?? throw Refuse("it has no kernel_shape");
        if (kernel.Count is < 1 or > 2)
        {
            throw Refuse($"it goes over {kernel.Count} axes; poolings here go over one or two");
        }

        if (_node.Outputs.Count > 1 && _readers.ContainsKey(_node.Outputs[1]))
        {
            throw Refuse("the places of its largest values are used, which no layer gives");
        }

        // Of zeros that a Pad has put around, an average counts every one.
        var flow = ChannelsFirst(Input(0), kernel.Count, takesPads: !isMax);
        if (Numbers(node, "dilations", kernel.Count, 1).Exists(dilation => dilation != 1))
        {
            throw Refuse("its window has gaps (dilations); windows of poolings here have none");
        }

        var asked = new WindowLine([.. kernel], Numbers(node, "strides", kernel.Count, 1), [.. kernel.Select(_ => 1L)], Pads(node, flow, [.. kernel]));
        var counted = isMax ? null : node.Integer("count_include_pad", 0) != 0 ? asked.Pads : flow.Pads;
        var (window, isCeiled) = Rounded(asked, node.Integer("ceil_mode", 0) != 0, flow, counted);
        var line = window.Write(new AttributeLine((isMax ? "MaxPool" : "AvgPool") + (kernel.Count == 1 ? "1D" : "2D")), isConvolution: false)!;
        line = isCeiled ? line.With("CeilMode", "true") : line;
        line = !isMax && counted is null && window.Pads.Exists(pad => pad > 0) ? line.With("CountIncludePad", "false") : line;
        Set(AddLayer(line, flow.Kind, Windowed(flow, window, isCeiled).Axes, null, Use(flow with { Pads = null })));
    }

    /// <summary>
    /// The same window with as much padding behind as before. Padding that does not count matters only by how many windows there are, and
    /// that a length which is rounded up gives too: so our own export writes it.
    /// </summary>
    /// <param name="asked">The window with all padding.</param>
    /// <param name="isCeiled">Whether the length is rounded up.</param>
    /// <param name="flow">What it goes over.</param>
    /// <param name="counted">The part of the padding whose zeros an average counts.</param>
    private (WindowLine Window, bool IsCeiled) Rounded(WindowLine asked, bool isCeiled, Flow flow, IReadOnlyList<long>? counted)
    {
        var begins = asked.Pads.Take(asked.Kernel.Count).ToList();
        var even = asked with { Pads = [.. begins, .. begins] };
        bool Gives(bool ceiled) => Enumerable.Range(0, begins.Count).All(i =>
            even.Outputs(i, flow.Axes[2 + i].Length, ceiled) == asked.Outputs(i, flow.Axes[2 + i].Length, isCeiled));
        if ((counted is null || counted.SequenceEqual(even.Pads)) && (Gives(isCeiled) || Gives(!isCeiled)))
        {
            return (even, Gives(isCeiled) ? isCeiled : !isCeiled);
        }

        throw Refuse($"its padding [{string.Join(", ", asked.Pads)}] is not the same before and behind");
    }

    private void RunGlobalPool(OnnxNode node, bool keepsAxes)
    {
        var isMax = node.OpType.Contains("Max", StringComparison.Ordinal);
        var flow = Plain(Input(0));
        if (flow.Find(AxisRole.Positions) < 0)
        {
            throw Refuse($"its input {flow.AxesText} has no positions to go over");
        }

        IEnumerable<FlowAxis> axes = flow.Axes.Select(axis => axis.Role is AxisRole.Positions or AxisRole.Width ? new FlowAxis(AxisRole.Unit, 1) : axis);
        Set(AddLayer(new AttributeLine(isMax ? "GlobalMaxPool" : "GlobalAvgPool"), ResultKind.Vector, [.. keepsAxes ? axes : axes.Where(axis => axis.Role != AxisRole.Unit)], null, Use(flow)));
    }

    private void RunReduction(OnnxNode node)
    {
        var flow = Plain(Input(0));
        var axes = (node.Integers("axes") ?? Optional(1, "axes")?.Integers ?? []).Select(axis => flow.Axes[Axis(axis, flow.Axes.Count)].Role).ToHashSet();
        var positions = flow.Axes.Select(axis => axis.Role).Where(role => role is AxisRole.Positions or AxisRole.Width).ToHashSet();
        if (positions.Count == 0 || !axes.SetEquals(positions))
        {
            throw Refuse($"it goes over other axes of {flow.AxesText} than all positions, which is what [GlobalAvgPool] and [GlobalMaxPool] do");
        }

        RunGlobalPool(node, node.Integer("keepdims", 1) != 0);
    }

    private void RunBatchNorm(OnnxNode node)
    {
        var flow = Plain(Input(0));
        if (flow.Axes.Count < 2 || flow.Axes[1].Role != AxisRole.Channels)
        {
            throw Refuse($"it normalises axis 1 of {flow.AxesText}, which does not hold the channels or features");
        }

        var names = new[] { "weight", "bias", "running_mean", "running_var" };
        var line = new AttributeLine("BatchNorm");
        var (epsilon, momentum) = (Shortened(node.Real("epsilon", 1e-5f)), Math.Round(1 - Shortened(node.Real("momentum", 0.9f)), 7));
        line = epsilon == 1e-5 ? line : line.With("Epsilon", AttributeLine.Text(epsilon));
        line = momentum == 0.1 ? line : line.With("Momentum", AttributeLine.Text(momentum));
        var added = AddLayer(line, flow.Kind, flow.Axes, Prefix(NameOf(3), NameOf(1)), Use(flow));
        for (var i = 0; i < names.Length; i++)
        {
            var values = Constant(i + 1, names[i]).ToReals();
            if (values.Length != flow.Axes[1].Length)
            {
                throw Refuse($"its {names[i]} has {values.Length} values for {flow.Axes[1].Length} channels");
            }

            added.Layer.Tensors.Add(new ImportedTensor(names[i], [values.Length], values, IsBuffer: i > 1));
        }

        Set(added);
    }

    private void RunLayerNorm(OnnxNode node)
    {
        var flow = Plain(Input(0));
        var axis = Axis(node.Integer("axis", -1), flow.Axes.Count);
        var isAll = axis == 1 && flow.Kind is ResultKind.Signal or ResultKind.Image && flow.Axes[1].Role == AxisRole.Channels;
        if (!isAll && (axis != flow.Axes.Count - 1 || flow.Axes[axis].Role != AxisRole.Channels))
        {
            throw Refuse($"it normalises {flow.AxesText} from axis {axis} on; [LayerNorm] takes the features of a vector or of each step, or all of a signal or an image");
        }

        flow = !isAll && flow.Kind == ResultKind.Signal ? Turned(flow) : flow;
        var epsilon = Shortened(node.Real("epsilon", 1e-5f));
        var weight = Constant(1, "weight");
        var bias = Optional(2, "bias") ?? weight with { Reals = new float[weight.Count], Integers = null };
        int[] shape = [.. flow.Axes.Skip(axis).Select(each => Whole(each.Length))];
        long[] lengths = [.. shape.Select(length => (long)length)];
        if (!IsOfShape(weight, lengths) || !IsOfShape(bias, lengths))
        {
            throw Refuse($"its weight has the shape {weight.ShapeText} and its bias {bias.ShapeText}, for [{string.Join(", ", shape)}]");
        }

        var line = new AttributeLine("LayerNorm");
        var added = AddLayer(epsilon == 1e-5 ? line : line.With("Epsilon", AttributeLine.Text(epsilon)), flow.Kind, flow.Axes, Prefix(NameOf(1), NameOf(2)), Use(flow));
        added.Layer.Tensors.Add(new ImportedTensor("weight", shape, weight.ToReals()));
        added.Layer.Tensors.Add(new ImportedTensor("bias", shape, bias.ToReals()));
        Set(added);
    }

    /// <summary>A value as windows read it: rows, channels, then one or two axes of positions.</summary>
    private Flow ChannelsFirst(Flow flow, int dimensions, bool takesPads = false)
    {
        var pads = flow.Pads;
        if (pads is not null && !takesPads)
        {
            throw Refuse("it reads a padded value; only convolutions take padding");
        }

        flow = Plain(flow with { Pads = null });
        if (dimensions == 2 && flow.Kind == ResultKind.Vector && flow.Has(AxisRole.Rows, AxisRole.Channels, AxisRole.Unit, AxisRole.Unit))
        {
            var channels = flow.Axes[1].Length;
            flow = AddLayer(new AttributeLine("Reshape").With(AttributeLine.Text(Whole(channels))).With("1").With("1"), ResultKind.Image,
                [flow.Axes[0], flow.Axes[1], new FlowAxis(AxisRole.Positions, 1), new FlowAxis(AxisRole.Width, 1)], null, Use(flow));
        }

        var fits = dimensions == 2 ? flow.Has(AxisRole.Rows, AxisRole.Channels, AxisRole.Positions, AxisRole.Width) : flow.Has(AxisRole.Rows, AxisRole.Channels, AxisRole.Positions);
        return fits ? flow with { Pads = pads }
            : throw Refuse($"it reads {flow.AxesText}, whose axes are not [rows, channels, {(dimensions == 2 ? "height, width" : "length")}]");
    }

    private Flow Windowed(Flow flow, WindowLine window, bool isCeiled)
    {
        var result = flow;
        for (var i = 0; i < window.Kernel.Count; i++)
        {
            var length = window.Outputs(i, flow.Axes[2 + i].Length, isCeiled);
            result = length > 0 ? result.WithLength(i == 0 ? AxisRole.Positions : AxisRole.Width, length)
                : throw Refuse($"its window of {window.Kernel[i]} is longer than its padded input of {flow.Axes[2 + i].Length}");
        }

        return result with { Pads = null };
    }

    private List<long> Numbers(OnnxNode node, string name, int count, long otherwise)
    {
        var numbers = node.Integers(name);
        if (numbers is not null && numbers.Count != count)
        {
            throw Refuse($"its {name} has {numbers.Count} numbers where {count} are needed");
        }

        if (numbers?.FirstOrDefault(number => number < (otherwise == 0 ? 0 : 1) || number > 1 << 24) is { } wrong && numbers.Contains(wrong) && (wrong < (otherwise == 0 ? 0 : 1) || wrong > 1 << 24))
        {
            throw Refuse($"its {name} has {wrong} in it");
        }

        return numbers is null ? [.. Enumerable.Repeat(otherwise, count)] : [.. numbers];
    }
}
