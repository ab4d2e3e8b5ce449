extern alias generator;

using generator::NeuralLearn.Compiled.Generator.Graph;
using generator::NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>Convolutions and poolings. ONNX has channels first: sequences change places for them and back.</summary>
internal sealed class WindowExport(GraphWriter writer, string stem)
{
    private static readonly int[] Swap = [0, 2, 1];

    public void Write(ConvNode node, string x, string weight, string? bias, string result)
    {
        var isImage = node.X.Shape.Axes == Axes.Image;
        List<string> inputs = bias is null ? [weight] : [weight, bias];
        AroundChannelsFirst(node.X.Shape, x, result, (input, output) => writer.Add("Conv", stem, [input, .. inputs], output,
        [
            .. Attributes(node.Window, isImage),
            GraphWriter.Attribute("dilations", Of(node.Window, isImage, axis => axis.Dilation)),
            GraphWriter.Attribute("group", node.Groups),
        ]));
    }

    public void Write(PoolNode node, string x, string result)
    {
        var op = node.Kind == PoolKind.Max ? "MaxPool" : "AveragePool";
        var shape = node.X.Shape;
        if (node.Y.Shape.Axes == Axes.Vector)
        {
            var input = shape.Axes == Axes.Sequence ? Transposed(x) : x;
            writer.Add("Flatten", stem, [writer.Add("Global" + op, stem, [input])], result, GraphWriter.Attribute("axis", 1));
            return;
        }

        var isImage = shape.Axes == Axes.Image;
        AroundChannelsFirst(shape, x, result, (input, output) =>
        {
            var window = node.Window;
            if (node.Kind == PoolKind.Average && node.CountsPadding && (Overhang(window.Height) > 0 || Overhang(window.Width) > 0))
            {
                // What hangs over the padded end does not count: padding becomes part of the input, and the rest is padding that is left out.
                int[] pads = [0, 0, .. Of(window, isImage, axis => axis.Begin), 0, 0, .. Of(window, isImage, axis => axis.End)];
                input = writer.Add("Pad", stem, [input, writer.Constant($"{stem}/pads", [.. pads.Select(pad => (long)pad)])]);
                window = new Window(Padded(window.Height), Padded(window.Width));
                return writer.Add(op, stem, [input], output, [.. Attributes(window, isImage), GraphWriter.Attribute("count_include_pad", 0)]);
            }

            return node.Kind == PoolKind.Max
                ? writer.Add(op, stem, [input], output, Attributes(window, isImage))
                : writer.Add(op, stem, [input], output, [.. Attributes(window, isImage), GraphWriter.Attribute("count_include_pad", node.CountsPadding ? 1 : 0)]);
        });
    }

    public string Transposed(string x, string? result = null) => writer.Add("Transpose", stem, [x], result, GraphWriter.Attribute("perm", Swap));

    /// <summary>Runs an operator on channels first, whatever the value has.</summary>
    public void AroundChannelsFirst(Shape shape, string x, string result, Func<string, string?, string> write)
    {
        if (shape.Axes != Axes.Sequence)
        {
            write(x, result);
            return;
        }

        Transposed(write(Transposed(x), null), result);
    }

    private static WindowAxis Padded(WindowAxis axis) => axis with { Input = axis.Input + axis.Begin + axis.End, Begin = 0, End = 0 };

    /// <summary>How far the last window goes beyond the padded end, as it may where lengths are rounded up.</summary>
    private static int Overhang(WindowAxis axis) => Math.Max(0, ((axis.Output - 1) * axis.Stride) + axis.Reach - axis.Input - axis.Begin - axis.End);

    private static WindowAxis[] AxesOf(Window window, bool isImage) => isImage ? [window.Height, window.Width] : [window.Width];

    private static int[] Of(Window window, bool isImage, Func<WindowAxis, int> length) => [.. AxesOf(window, isImage).Select(length)];

    private static Onnx.OnnxAttribute[] Attributes(Window window, bool isImage) =>
    [
        GraphWriter.Attribute("kernel_shape", Of(window, isImage, axis => axis.Kernel)),
        GraphWriter.Attribute("strides", Of(window, isImage, axis => axis.Stride)),
        GraphWriter.Attribute("pads", [.. Of(window, isImage, axis => axis.Begin), .. Of(window, isImage, axis => axis.End + Overhang(axis))]),
    ];
}
