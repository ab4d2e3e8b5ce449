namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>Layers of what has positions: windows, sequences, other axes.</summary>
internal sealed partial class GraphDraft
{
    /// <summary>Indices are below this; every embedding has at least as many rows.</summary>
    public int IndexCount { get; } = random.Next(1, 8);

    /// <summary>A convolution over an image, or over a signal or the time of a sequence.</summary>
    public GraphNode? Convolution(string attribute)
    {
        var isImage = attribute == "Conv2D";
        if (WindowSource(isImage) is not { } source)
        {
            return null;
        }

        var given = ShapeOf(source);
        int[] divisors = [.. Enumerable.Range(1, given.Channels).Where(count => given.Channels % count == 0)];
        var groups = random.Next(3) > 0 ? 1 : divisors[random.Next(divisors.Length)];
        var mode = random.Next(4) > 0 ? "" : isImage || random.Next(2) == 0 ? "Same" : "Causal";
        var rows = isImage ? DrawConvolved(given.Height, mode) : GraphWindow.None;
        var columns = DrawConvolved(given.Width, mode);
        if (rows.Room < 0 || columns.Room < 0)
        {
            return null;
        }

        var most = Math.Max(1, Math.Min(20, LargestGrid / (rows.Count * columns.Count)) / groups);
        var to = new GraphShape(given.Axes, groups * random.Next(1, most + 1), rows.Count, columns.Count);
        var activation = Activation();
        var hasBias = random.Next(5) > 0;
        var fanIn = given.Channels / groups * rows.Kernel * columns.Kernel;
        var function = to.AtEachPosition(Formulas.Activations[activation], to);
        string[] arguments =
        [
            $"{to.Channels}, Activation.{activation}", .. isImage ? Words("Height", rows, mode) : [], .. Words(isImage ? "Width" : "", columns, mode),
            .. mode.Length > 0 ? [$"PaddingMode = PaddingMode.{mode}"] : Array.Empty<string>(),
            .. groups > 1 ? [$"Groups = {groups}"] : Array.Empty<string>(), .. hasBias ? [] : new[] { "Bias = false" },
        ];
        return new(attribute, string.Join(", ", arguments), [source], to, hasBias ? [to.Channels * fanIn, to.Channels] : [to.Channels * fanIn],
            (inputs, parameters, kinks) => function([WindowFormulas.Convolution(inputs[0], parameters, given, to, rows, columns, groups)], [], kinks))
        { FanIn = fanIn };
    }

    /// <summary>The largest or the mean of windows.</summary>
    public GraphNode? Pool(string attribute)
    {
        var isImage = attribute.EndsWith("2D", StringComparison.Ordinal);
        if (WindowSource(isImage) is not { } source)
        {
            return null;
        }

        var given = ShapeOf(source);
        var isMean = attribute.StartsWith("Avg", StringComparison.Ordinal);
        var isExactMean = isMean && palette.IsExact;
        var (ceiling, countsPadding) = (!isExactMean && random.Next(2) == 0, random.Next(2) == 0);
        var rows = isImage ? DrawPooled(given.Height, ceiling, isExactMean) : GraphWindow.None;
        var columns = DrawPooled(given.Width, ceiling, isExactMean);
        if (rows.Room < 0 || columns.Room < 0 || (isExactMean && _nodes.Any(node => node.Attribute.StartsWith("Avg", StringComparison.Ordinal))))
        {
            return null;
        }

        var to = given with { Height = rows.Count, Width = columns.Count };
        string[] arguments =
        [
            .. isImage ? [.. Words("Height", rows, ""), .. Words("Width", columns, "")] : Words("", columns, "").Skip(1).Prepend($"{columns.Kernel}"),
            .. ceiling ? ["CeilMode = true"] : Array.Empty<string>(), .. isMean && !countsPadding ? ["CountIncludePad = false"] : Array.Empty<string>(),
        ];
        return new(attribute, string.Join(", ", arguments), [source], to, [],
            isMean ? WindowFormulas.Average(given, to, rows, columns, countsPadding) : WindowFormulas.Max(given, to, rows, columns));
    }

    public GraphNode? GlobalPool(string attribute) =>
        Source(GraphAxes.Signal, GraphAxes.Image, GraphAxes.Sequence) is { } source ? GlobalPool(attribute, source) : null;

    public GraphNode GlobalPool(string attribute, int source)
    {
        var given = ShapeOf(source);
        var to = GraphShape.Vector(given.Channels);
        GraphWindow rows = new(given.Height, given.Height, 1, 0, 0, 1, false), columns = new(given.Width, given.Width, 1, 0, 0, 1, false);
        return new(attribute, "", [source], to, [],
            attribute == "GlobalAvgPool" ? WindowFormulas.Average(given, to, rows, columns, true) : WindowFormulas.Max(given, to, rows, columns));
    }

    /// <summary>A row of a table for each index.</summary>
    public GraphNode? Embedding()
    {
        if (Source(GraphAxes.Indices) is not { } source)
        {
            return null;
        }

        var (count, size, steps) = (IndexCount + random.Next(3), random.Next(1, 20), ShapeOf(source).Width);
        return new("Embedding", $"{count}, {size}", [source], GraphShape.Sequence(steps, size), [count * size], (inputs, table, _) =>
        {
            var y = new double[steps * size];
            for (var i = 0; i < y.Length; i++)
            {
                y[i] = table[((int)inputs[0][i / size] * size) + (i % size)];
            }

            return y;
        });
    }

    /// <summary>Rnn, Gru or Lstm.</summary>
    public GraphNode? Recurrent(string attribute)
    {
        if (Source(GraphAxes.Sequence) is not { } source)
        {
            return null;
        }

        var given = ShapeOf(source);
        var cell = attribute == "Rnn" && random.Next(2) == 0 ? "RnnOfReLU" : attribute;
        var (isSequence, hasBias, layers) = (random.Next(2) == 0, random.Next(5) > 0, random.Next(3) == 0 ? 2 : 1);
        var units = Math.Min(DrawSize(random), isSequence ? Math.Max(1, LargestGrid / given.Width) : 35);
        string[] arguments =
        [
            $"{units}", .. cell == "RnnOfReLU" ? ["Activation = Activation.ReLU"] : Array.Empty<string>(),
            .. layers > 1 ? [$"Layers = {layers}"] : Array.Empty<string>(), .. isSequence ? ["Return = Return.Sequence"] : Array.Empty<string>(),
            .. hasBias ? [] : new[] { "Bias = false" },
        ];
        return new(attribute, string.Join(", ", arguments), [source], isSequence ? GraphShape.Sequence(given.Width, units) : GraphShape.Vector(units),
            RecurrentFormulas.Tensors(RecurrentFormulas.Cells[cell].Gates, given.Channels, units, layers, hasBias),
            RecurrentFormulas.Of(cell, given, units, layers, hasBias, isSequence))
        { FanIn = Math.Max(given.Channels, units) };
    }

    public GraphNode? Flatten() => Source(GraphAxes.Signal, GraphAxes.Image, GraphAxes.Sequence) is { } source ? Flatten(source) : null;

    public GraphNode Flatten(int source) => new("Flatten", "", [source], GraphShape.Vector(ShapeOf(source).Size), [], (inputs, _, _) => inputs[0]);

    /// <summary>The same numbers in the same order, under axes that are not those they have.</summary>
    public GraphNode? Reshape()
    {
        if (Source() is not { } source)
        {
            return null;
        }

        var given = ShapeOf(source);
        var channels = DrawDivisor(given.Size);
        var height = DrawDivisor(given.Size / channels);
        var to = random.Next(3) switch
        {
            0 => GraphShape.Signal(channels, given.Size / channels),
            1 => GraphShape.Sequence(channels, given.Size / channels),
            _ => new GraphShape(GraphAxes.Image, channels, height, given.Size / channels / height),
        };
        var text = to.Axes switch
        {
            GraphAxes.Image => $"{channels}, {height}, -1",
            var axes => $"{channels}, {given.Size / channels}, Kind = InputKind.{axes}",
        };
        return given.Size > LargestGrid || to == given ? null : new("Reshape", text, [source], to, [], (inputs, _, _) => inputs[0]);
    }

    public GraphNode? Transpose()
    {
        if (Source(GraphAxes.Signal, GraphAxes.Sequence) is not { } source)
        {
            return null;
        }

        var given = ShapeOf(source);
        var to = given with { Axes = given.Axes == GraphAxes.Signal ? GraphAxes.Sequence : GraphAxes.Signal };
        return new("Transpose", "", [source], to, [], (inputs, _, _) =>
        {
            var y = new double[to.Size];
            Move(inputs[0], given, y, to, 0);
            return y;
        });
    }

    /// <summary>What it says of the axes is right, so it changes nothing.</summary>
    public GraphNode? Expect()
    {
        if (Source() is not { } source)
        {
            return null;
        }

        var shape = ShapeOf(source);
        var text = shape.Axes switch
        {
            GraphAxes.Vector => $"{shape.Channels}",
            GraphAxes.Signal => $"{shape.Channels}, {shape.Width}",
            GraphAxes.Sequence => $"{shape.Width}, {shape.Channels}",
            _ => $"{shape.Channels}, {shape.Height}, {shape.Width}",
        };
        return new("Expect", text, [source], shape, [], (inputs, _, _) => inputs[0]);
    }

    private int? WindowSource(bool isImage) => isImage ? Source(GraphAxes.Image) : Source(GraphAxes.Signal, GraphAxes.Sequence);

    private GraphWindow DrawConvolved(int length, string mode)
    {
        var (kernel, dilation) = (random.Next(1, 5), random.Next(4) == 0 ? 2 : 1);
        var (stride, padding) = (mode == "Same" ? 1 : random.Next(1, 3), random.Next(2) == 0 ? random.Next(1, 3) : 0);
        var reach = dilation * (kernel - 1);
        var (before, after) = mode switch
        {
            "Same" => (reach / 2, reach - (reach / 2)),
            "Causal" => (reach, 0),
            _ => (padding, padding),
        };
        return new(length, kernel, stride, before, after, dilation, false);
    }

    /// <summary>A mean of whole numbers is exact over a power of two of them, and after one such layer there are bits left.</summary>
    private GraphWindow DrawPooled(int length, bool ceiling, bool isExactMean)
    {
        var kernel = isExactMean ? 1 << random.Next(3) : random.Next(1, 5);
        var padding = isExactMean ? 0 : random.Next((kernel / 2) + 1);
        return new(length, kernel, random.Next(1, 4), padding, padding, 1, ceiling);
    }

    private static string[] Words(string axis, GraphWindow window, string mode) =>
    [
        $"Kernel{axis} = {window.Kernel}", $"Stride{axis} = {window.Stride}",
        .. window.Dilation > 1 ? [$"Dilation{axis} = {window.Dilation}"] : Array.Empty<string>(),
        .. window.Before > 0 && mode.Length == 0 ? [$"Padding{axis} = {window.Before}"] : Array.Empty<string>(),
    ];

    private int DrawDivisor(int number)
    {
        int[] divisors = [.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)];
        return divisors[random.Next(divisors.Length)];
    }
}
