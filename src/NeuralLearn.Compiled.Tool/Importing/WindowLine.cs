using NeuralLearn.Compiled.Tool.Architecture;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>A window as ONNX has it, written as arguments of a convolution or a pooling.</summary>
/// <param name="Pads">Begins of all axes, then ends.</param>
internal sealed record WindowLine(List<long> Kernel, List<long> Strides, List<long> Dilations, List<long> Pads)
{
    /// <summary>Null where the padding cannot be said.</summary>
    public AttributeLine? Write(AttributeLine line, bool isConvolution)
    {
        line = isConvolution ? Set(line, "Kernel", Kernel, 0)
            : Kernel.Distinct().Count() == 1 ? line.With(Text(Kernel[0])) : Set(line, "Kernel", Kernel, 0);
        line = isConvolution ? Set(line, "Stride", Strides, 1)
            : Strides.SequenceEqual(Kernel) ? line : Set(line, "Stride", Strides, 0);
        line = isConvolution ? Set(line, "Dilation", Dilations, 1) : line;
        if (Symmetric() is { } pads)
        {
            return Set(line, "Padding", pads, 0);
        }

        var reach = Kernel.Select((kernel, i) => (kernel - 1) * Dilations[i]).ToList();
        if (!isConvolution || Strides.Exists(stride => stride != 1 && Kernel.Count > 1))
        {
            return null;
        }

        if (Strides.TrueForAll(stride => stride == 1) && reach.Select(total => total / 2).Concat(reach.Select(total => total - (total / 2))).SequenceEqual(Pads))
        {
            return line.With("PaddingMode", "PaddingMode.Same");
        }

        return Kernel.Count == 1 && Pads[0] == reach[0] && Pads[1] == 0 ? line.With("PaddingMode", "PaddingMode.Causal") : null;
    }

    public long Outputs(int axis, long length, bool isCeiled)
    {
        var (begin, end) = (Pads[axis], Pads[Kernel.Count + axis]);
        var room = length + begin + end - ((Kernel[axis] - 1) * Dilations[axis]) - 1;
        if (room < 0)
        {
            return 0;
        }

        var outputs = ((room + (isCeiled ? Strides[axis] - 1 : 0)) / Strides[axis]) + 1;
        return isCeiled && (outputs - 1) * Strides[axis] >= length + begin ? outputs - 1 : outputs;
    }

    private static string Text(long value) => AttributeLine.Text((int)value);

    private List<long>? Symmetric()
    {
        var begins = Pads.Take(Kernel.Count).ToList();
        return begins.SequenceEqual(Pads.Skip(Kernel.Count)) ? begins : null;
    }

    private static AttributeLine Set(AttributeLine line, string name, List<long> values, long leftOut) =>
        values.TrueForAll(value => value == leftOut) ? line
        : values.Distinct().Count() == 1 ? line.With(name, Text(values[0]))
        : line.With(name + "Height", Text(values[0])).With(name + "Width", Text(values[1]));
}
