using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>Constants among themselves, and constants that become a part of a layer.</summary>
internal sealed partial class OnnxImporter
{
    private void RunCast(OnnxNode node)
    {
        var target = (int)(node.Find("to")?.Integer ?? node.Text("to", "") switch
        {
            // What versions before 6 wrote.
            "FLOAT" => OnnxType.Float,
            "DOUBLE" => OnnxType.Double,
            "INT32" => OnnxType.Int32,
            "INT64" => OnnxType.Int64,
            _ => 0,
        });
        var isReal = OnnxType.Elements(target) is SafeTensorsType.F32 or SafeTensorsType.F64 or SafeTensorsType.F16 or SafeTensorsType.BF16;
        var isWhole = target is OnnxType.Int32 or OnnxType.Int64;
        Set(_values[node.Inputs[0]] switch
        {
            Flow flow when isReal || (isWhole && flow.Kind == ResultKind.Indices) => flow,
            Flow { Kind: ResultKind.Indices } => throw Refuse($"it turns indices into {OnnxType.NameOf(target)}; they are int64 or int32"),
            Flow => throw Refuse($"it turns real numbers into {OnnxType.NameOf(target)}, which cuts off a part of them; no layer does that"),
            Known { Integers: { } integers } known when isWhole || (isReal && integers.Contains(Known.Rows)) => known,
            Known { Reals: { } reals } known when isWhole => new Known(known.Shape, null, Array.ConvertAll(reals, Truncated)),
            Known known when isReal => known with { Reals = OnnxType.Elements(target) == SafeTensorsType.F16 ? Array.ConvertAll(known.ToReals(), value => (float)(Half)value) : known.ToReals(), Integers = null },
            _ => throw Refuse($"it turns constants into {OnnxType.NameOf(target)}"),
        });
    }

    private long Truncated(float value) => Math.Abs(value) < 1L << 62 ? (long)value : throw Refuse($"it makes a whole number of {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>Two constants become one, stretched over each other as ONNX does.</summary>
    private Known Folded(string op, Known left, Known right)
    {
        if (left.Integers?.Contains(Known.Rows) == true || right.Integers?.Contains(Known.Rows) == true)
        {
            throw Refuse("it computes with the number of rows, which is open");
        }

        var shape = Stretched(left, right);
        var (a, b) = (Places(left.Shape, shape), Places(right.Shape, shape));
        if (left.Integers is { } first && right.Integers is { } second)
        {
            return new Known(shape, null, [.. a.Zip(b, (i, j) => Whole(op, first[i], second[j]))]);
        }

        double Left(int i) => left.Reals is { } reals ? reals[i] : left.Integers![i];
        double Right(int i) => right.Reals is { } reals ? reals[i] : right.Integers![i];
        return new Known(shape, [.. a.Zip(b, (i, j) => (float)BinaryFormula.Of(op, Left(i), Right(j)))], null);
    }

    private long[] Stretched(Known left, Known right)
    {
        var shape = new long[Math.Max(left.Shape.Count, right.Shape.Count)];
        var count = 1.0;
        for (var i = 1; i <= shape.Length; i++)
        {
            var (a, b) = (i <= left.Shape.Count ? left.Shape[^i] : 1, i <= right.Shape.Count ? right.Shape[^i] : 1);
            shape[^i] = a == b || b == 1 ? a : a == 1 ? b
                : throw Refuse($"it computes with constants of the shapes {left.ShapeText} and {right.ShapeText}, which do not go together");
            count *= shape[^i];
        }

        // A few bytes of a file must not become all of the memory.
        return count <= Math.Max(LargestInput, Math.Max(left.Count, right.Count)) ? shape : throw Refuse($"it makes {count:0} values of {left.Count} and {right.Count}");
    }

    /// <summary>For every element of a shape, where it is in a constant that is stretched to it.</summary>
    private static int[] Places(IReadOnlyList<long> shape, long[] to)
    {
        var places = new int[(int)to.Aggregate(1L, (product, length) => product * length)];
        for (var i = 0; i < places.Length; i++)
        {
            long rest = i, place = 0, stride = 1;
            for (var axis = 1; axis <= shape.Count; axis++)
            {
                place += shape[^axis] == 1 ? 0 : rest % to[^axis] * stride;
                stride *= shape[^axis];
                rest /= to[^axis];
            }

            places[i] = (int)place;
        }

        return places;
    }

    /// <summary>Whole numbers stay whole: a float holds only those up to 2^24.</summary>
    private long Whole(string op, long left, long right) => checked(op switch
    {
        "Add" => left + right,
        "Sub" => left - right,
        "Mul" => left * right,
        "Div" => right != 0 ? left / right : throw Refuse("it divides a whole number by 0"),
        "Pow" => right >= 0 ? Power(left, right) : throw Refuse("it raises a whole number to a negative power"),
        "Max" => Math.Max(left, right),
        _ => Math.Min(left, right),
    });

    private static long Power(long value, long exponent)
    {
        if (value is >= -1 and <= 1)
        {
            return exponent == 0 ? 1 : exponent % 2 == 0 ? value * value : value;
        }

        // Too large within 63 steps, which is an exception.
        var power = 1L;
        for (var i = 0L; i < exponent; i++)
        {
            power = checked(power * value);
        }

        return power;
    }

    /// <summary>Whether a constant has this shape, behind axes of length 1.</summary>
    private static bool IsOfShape(Known constant, params long[] shape) =>
        constant.Shape.Count >= shape.Length && constant.Shape.Skip(constant.Shape.Count - shape.Length).SequenceEqual(shape)
        && constant.Shape.Take(constant.Shape.Count - shape.Length).All(length => length == 1);

    /// <summary>Whether a constant that is stretched over a value has one number for each of its channels. ONNX compares shapes from their end.</summary>
    private static bool IsPerChannel(Flow flow, Known constants)
    {
        var channels = flow.Find(AxisRole.Channels);
        var fromEnd = flow.Axes.Count - channels;
        return channels >= 0 && constants.Count == flow.Axes[channels].Length && constants.Shape.Count <= flow.Axes.Count
            && constants.Shape.Count >= fromEnd && constants.Shape[^fromEnd] == constants.Count;
    }

    /// <summary>One number per channel: a bias that stands apart, or a standardisation of the input.</summary>
    private Flow WithConstants(string op, Flow flow, Known constants, string name, bool isLeft)
    {
        if (!IsPerChannel(flow, constants))
        {
            throw Refuse($"it takes a constant of the shape {constants.ShapeText} to a value of the shape {flow.AxesText}; one number, or one per channel, can be a part of a layer");
        }

        var values = constants.ToReals();
        if (op == "Add" && flow.IsPlain && flow.Layer.Line.Find("Bias") == "false" && flow.Layer.Line.Kind is "Dense" or "Conv1D" or "Conv2D")
        {
            var layer = flow.Layer;
            if (!IsReadHereOnly(layer))
            {
                throw Refuse("it adds a bias to a result that is also used without it; a layer has one bias or none");
            }

            layer.Line = layer.Line with { Arguments = [.. layer.Line.Arguments.Where(argument => argument.Property != "Bias")] };
            layer.Tensors.Add(new ImportedTensor("bias", [values.Length], values));
            layer.FileName = Prefix(name) ?? layer.FileName;
            return flow;
        }

        if ((isLeft || op is "Add" or "Mul") && (flow.Layer.IsInput || (flow.Layer.Line.Kind == "Standardize" && flow.IsPlain)))
        {
            // Not the layer that others may have got for the same formula: this one is changed.
            return flow.IsPlain ? Standardized(op, flow, values)
                : flow.Formula.StraightLine() is not null ? Standardized(op, Applied(flow), values)
                : throw Refuse($"it moves or scales {Text(flow.Formula)}; only an input itself can be moved and scaled");
        }

        throw Refuse("one number per channel can be added to a Dense or a convolution without a bias, and move and scale an input; nothing else");
    }

    /// <summary>
    /// Whether all that there is of a layer's result comes to this node alone, through one name after the other: only then may the layer
    /// become another one. Who asks for the shape does not read the result.
    /// </summary>
    private bool IsReadHereOnly(ImportedLayer layer)
    {
        bool IsRead(string name) => _graph.Outputs.Exists(output => output.Name == name) || (_readers.TryGetValue(name, out var readers) && readers.Count(reader => reader.OpType != "Shape") > 1);
        return !_values.Any(pair => pair.Value is Flow flow && flow.Layer == layer && IsRead(pair.Key))
            && !_functions.Values.Any(flow => flow.Layer == layer) && !_network.Layers.Exists(other => other.Reads.Contains(layer));
    }

    /// <summary>An input that is moved or scaled, or one that already is.</summary>
    private Flow Standardized(string op, Flow flow, float[] values)
    {
        var before = flow.Layer;
        var isOwn = !before.IsInput && IsReadHereOnly(before);
        var (means, deviations) = before.IsInput ? (new float[values.Length], [.. Enumerable.Repeat(1f, values.Length)])
            : isOwn ? (before.Tensors[0].Values, before.Tensors[1].Values)
            : ((float[])[.. before.Tensors[0].Values], (float[])[.. before.Tensors[1].Values]);
        for (var i = 0; i < values.Length; i++)
        {
            Move(op, values[i], ref means[i], ref deviations[i]);
        }

        if (isOwn)
        {
            return flow;
        }

        // A second one beside it reads the input as well.
        var added = AddLayer(new AttributeLine("Standardize"), flow.Kind, flow.Axes, null, before.IsInput ? Use(flow) : before.Reads[0]);
        added.Layer.Tensors.Add(new ImportedTensor("mean", [values.Length], means, IsBuffer: true));
        added.Layer.Tensors.Add(new ImportedTensor("deviation", [values.Length], deviations, IsBuffer: true));
        return added;
    }

    private void Move(string op, float value, ref float mean, ref float deviation)
    {
        switch (op)
        {
            case "Add": mean -= value * deviation; break;
            case "Sub": mean += value * deviation; break;
            case "Div": deviation *= value; break;
            case "Mul" when value != 0: deviation /= value; break;
            default: throw Refuse("an input can be moved and scaled, and nothing else");
        }
    }
}
