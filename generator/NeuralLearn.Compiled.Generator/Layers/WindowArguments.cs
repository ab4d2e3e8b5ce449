using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Kernel, Stride, Padding and Dilation of a layer line, and the window that they make of an input.</summary>
internal sealed class WindowArguments
{
    private const string Kernel = "Kernel";

    private readonly LayerDeclaration _layer;
    private readonly WindowKind _kind;
    private readonly ProblemList _problems;

    /// <summary>The argument that makes the window too large along one axis, and is not said to do so along the other as well.</summary>
    private string? _tooLarge;

    private WindowArguments(LayerDeclaration layer, WindowKind kind, ProblemList problems)
    {
        _layer = layer;
        _kind = kind;
        _problems = problems;
    }

    private string[] Axes => _kind.IsImage ? ["Height", "Width"] : [""];

    /// <summary>Checks the arguments, and the window against the input; null where there is none, which is reported.</summary>
    public static Window? Infer(LayerDeclaration layer, WindowKind kind, Shape input, string inputName, ProblemList problems) =>
        new WindowArguments(layer, kind, problems).Infer(input, inputName);

    /// <summary>The window of a line without an error.</summary>
    public static Window Of(LayerDeclaration layer, WindowKind kind, Shape input) => Infer(layer, kind, input, "", new ProblemList())!;

    private Window? Infer(Shape input, string inputName)
    {
        var takes = FitsAxes(input, inputName);
        if (!CheckKernel() | !CheckValues() | !CheckMode() || !takes || !input.IsKnown)
        {
            return null;
        }

        if (!_kind.IsImage)
        {
            return Along("", "length", input.Width, inputName, input) is { } width ? new Window(WindowAxis.None, width) : null;
        }

        var rows = Along("Height", "height", input.Height, inputName, input);
        var columns = Along("Width", "width", input.Width, inputName, input);
        return rows is null || columns is null ? null : new Window(rows, columns);
    }

    private bool FitsAxes(Shape input, string inputName)
    {
        var fits = !input.IsKnown || (_kind.IsImage ? input.Axes == Shapes.Axes.Image : input.Axes is Shapes.Axes.Signal or Shapes.Axes.Sequence);
        if (!fits)
        {
            var takes = _kind.IsImage ? "an image [channels, height, width]" : "a signal [channels, length] or a sequence [time, features]";
            var other = _layer.Attribute.Kind.Replace(_kind.IsImage ? "2D" : "1D", _kind.IsImage ? "1D" : "2D");
            var wayOut = input.Axes switch
            {
                Shapes.Axes.Vector => _kind.IsImage
                    ? "declare the input as [Input(channels, height, width)], or put a [Reshape(channels, height, width)] before it"
                    : "declare the input as [Input(channels, length, Kind = InputKind.Signal)], or put a [Reshape(channels, length, Kind = InputKind.Signal)] before it",
                Shapes.Axes.Indices => LayerRules.EmbedFirst,
                _ => $"use [{other}]",
            };
            _problems.Add(ShapeRules.AxesDoNotFit, _layer.Index, "", _layer.Title, takes, inputName, input.Describe(), wayOut);
        }

        return fits;
    }

    /// <summary>Whether every axis has a length of the window.</summary>
    private bool CheckKernel()
    {
        if (Axes.All(axis => Find(Kernel, axis) is not null))
        {
            return true;
        }

        _problems.Add(ShapeRules.NoWindow, _layer.Index, "", _layer.Title, _kind.Word,
            _kind.IsImage ? "Kernel = 3, or KernelHeight and KernelWidth" : "Kernel = 3");
        return false;
    }

    private bool CheckValues()
    {
        var fine = true;
        foreach (var stem in new[] { Kernel, "Stride", "Dilation", "Padding" })
        {
            foreach (var slot in Slots(stem))
            {
                fine &= _layer.Attribute.Find(slot) is not { } value
                    || (value.Kind == ArgumentKind.Integer && _problems.AtLeast(_layer, slot, stem == "Padding" ? 0 : 1) is not null);
            }
        }

        return fine && (_kind.LimitsPadding ? CheckPadding() : fine);
    }

    /// <summary>A window of a pooling must see an input: its padding is half of it at most, as in PyTorch.</summary>
    private bool CheckPadding()
    {
        var fine = true;
        foreach (var slot in Slots("Padding").Where(slot => _layer.Attribute.Has(slot)))
        {
            var axes = slot == "Padding" ? Axes.Where(axis => axis.Length == 0 || !_layer.Attribute.Has(slot + axis)) : [slot.Substring("Padding".Length)];
            foreach (var axis in axes)
            {
                var value = _layer.Attribute.Find(slot)!.Value;
                if (fine && Find(Kernel, axis) is { } kernel && value.Integer > kernel / 2)
                {
                    _problems.OutOfRange(_layer.Index, _layer.Attribute.Kind, slot, value, $"from 0 to {kernel / 2}, half of its window of {kernel}");
                    fine = false;
                }
            }
        }

        return fine;
    }

    private bool CheckMode()
    {
        if (_layer.Attribute.Find("PaddingMode") is not { Kind: ArgumentKind.Enumeration } value)
        {
            return true;
        }

        if (!Enum.IsDefined(typeof(PaddingMode), (int)value.Integer))
        {
            _problems.OutOfRange(_layer.Index, _layer.Attribute.Kind, "PaddingMode", value, "a member of the enumeration PaddingMode");
            return false;
        }

        var mode = (PaddingMode)value.Integer;
        var stride = Axes.Select(axis => Find("Stride", axis) ?? 1).Max();
        var reason = mode == PaddingMode.Valid ? null
            : Slots("Padding").FirstOrDefault(slot => _layer.Attribute.Has(slot)) is { } slot ? $"{slot} gives a number too; remove one of them"
            : mode == PaddingMode.Same && stride > 1 ? $"with a stride of {stride} the length does not stay; set Padding to a number instead"
            : mode == PaddingMode.Causal && _kind.IsImage ? "an image has no direction of time; use PaddingMode.Same or a number"
            : null;
        if (reason is not null)
        {
            _problems.Add(ShapeRules.PaddingModeDoesNotFit, _layer.Index, "PaddingMode", _layer.Title, mode, reason);
        }

        return reason is null;
    }

    private WindowAxis? Along(string axis, string word, int length, string inputName, Shape input)
    {
        long kernel = Find(Kernel, axis)!.Value, dilation = Find("Dilation", axis) ?? 1;
        var stride = Find("Stride", axis) ?? (_kind.StepsByKernel ? (int)kernel : 1);
        var reach = ((kernel - 1) * dilation) + 1;
        var (begin, end) = _layer.Attribute.Enumeration<PaddingMode>("PaddingMode") switch
        {
            PaddingMode.Same => ((reach - 1) / 2, reach - 1 - ((reach - 1) / 2)),
            PaddingMode.Causal => (reach - 1, 0L),
            _ => (Find("Padding", axis) ?? 0L, Find("Padding", axis) ?? 0L),
        };
        var room = length + begin + end - reach;
        if (room < 0)
        {
            var padded = begin + end > 0 ? $", {length + begin + end} with its padding" : "";
            var slot = Slots(Kernel).Last(candidate => _layer.Attribute.Has(candidate) && (candidate == Kernel || candidate == Kernel + axis));
            if (slot == _tooLarge)
            {
                return null;
            }

            _tooLarge = slot;
            _problems.Add(ShapeRules.WindowTooLarge, _layer.Index, slot, _layer.Title, reach + (dilation > 1 ? $" (Kernel {kernel}, Dilation {dilation})" : ""),
                input.Axes == Shapes.Axes.Sequence ? "time" : word, inputName, input.Describe(), length + padded, WayOut(length, length + begin + end, reach, dilation));
            return null;
        }

        var ceil = _layer.Attribute.Boolean("CeilMode");
        var output = ((room + (ceil ? stride - 1 : 0)) / stride) + 1;
        if (ceil && (output - 1) * stride >= length + begin)
        {
            // A window that would begin in the padding behind is dropped.
            output--;
        }

        if (reach > ShapeInference.MaximumValues || begin + end > ShapeInference.MaximumValues || output > ShapeInference.MaximumValues)
        {
            _problems.Add(ShapeRules.TooLarge, _layer.Index, "", _layer.Title, $"a window of {reach} and {output} positions along the {word}", ShapeInference.MaximumValues);
            return null;
        }

        return new WindowAxis(length, (int)kernel, stride, (int)dilation, (int)begin, (int)end, (int)output);
    }

    private string WayOut(long length, long padded, long reach, long dilation)
    {
        var largest = ((padded - 1) / dilation) + 1;
        var smaller = $"make the window {(dilation > 1 ? "or its dilation " : "")}smaller, a kernel of {largest} at most";

        // A window that sees mostly padding is no way out.
        var padding = (reach - padded + 1) / 2;
        return _kind.LimitsPadding || padding > length ? smaller : $"{smaller}, or add Padding = {padding} or more";
    }

    private IEnumerable<string> Slots(string stem) => _kind.IsImage ? [stem, stem + "Height", stem + "Width"] : [stem];

    /// <summary>The number for an axis: its own, or that for all.</summary>
    private int? Find(string stem, string axis) =>
        Number(stem + axis) ?? (axis.Length > 0 ? Number(stem) : null);

    private int? Number(string slot) => _layer.Attribute.Find(slot) is { Kind: ArgumentKind.Integer } value ? (int)value.Integer : null;
}

/// <summary>What windows of a kind of layer have in common.</summary>
/// <param name="Word">What the layer calls it: "kernel" or "window".</param>
/// <param name="IsImage">It has a height and a width.</param>
/// <param name="StepsByKernel">Without a stride windows stand side by side.</param>
/// <param name="LimitsPadding">Padding is at most half the window.</param>
internal sealed record WindowKind(string Word, bool IsImage, bool StepsByKernel, bool LimitsPadding)
{
    public static WindowKind Convolution(bool isImage) => new("kernel", isImage, false, false);

    public static WindowKind Pooling(bool isImage) => new("window", isImage, true, true);
}
