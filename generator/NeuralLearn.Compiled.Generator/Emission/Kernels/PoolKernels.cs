using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What forward and backward of a pooling share: windows over positions, the same for vectors of channels.</summary>
internal abstract class PoolKernel(PoolNode node) : Kernel
{
    /// <summary>Taps times vectors up to which a window is written out.</summary>
    private const int Unrolled = 32;

    protected PoolNode Node { get; } = node;

    protected PackedAxis X { get; } = PackedAxis.Of(node.X);

    protected PackedAxis Y { get; } = PackedAxis.Of(node.Y);

    protected WindowAxis Height => Node.Window.Height;

    protected WindowAxis Width => Node.Window.Width;

    protected string Shapes => $"{Node.X.Shape} -> {Node.Y.Shape}, windows of {Literal.Int(Height.Kernel)} × {Literal.Int(Width.Kernel)}";

    /// <summary>Whether no window hangs over the border.</summary>
    protected bool AllInside => Enumerable.Range(0, Height.Output).All(Height.IsInside) && Enumerable.Range(0, Width.Output).All(Width.IsInside);

    /// <summary>Opens loops over rows and blocks of channels.</summary>
    protected void PrintBlocks(CodeWriter writer, Dialect dialect, (string Reference, string Buffer, PackedAxis Axis)[] buffers, Action<Dialect, ChannelBlock> body)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            foreach (var (_, buffer, axis) in buffers)
            {
                writer.Line($"ref float {buffer}s = ref Unsafe.Add(ref {buffer}, (nint)row * {Literal.Int(axis.Stride)});");
            }

            PrintOpening(writer);
            if (dialect.Lanes == 1)
            {
                using (writer.Block($"for (nint channel = 0; channel < {Literal.Int(X.Length)}; channel++)"))
                {
                    PrintReferences("channel");
                    body(dialect, new ChannelBlock([(PackedAxis.Full(0), 0)], 1, 1));
                }

                return;
            }

            foreach (var block in ChannelBlock.Of(X, dialect.Lanes, dialect.Lanes == 16 && X.FullPanels >= 2 ? 2 : 1))
            {
                writer.Blank();
                using (block.Repeat == 1 ? writer.Part(Phrase.Range("Channel", block.Column(0), block.Column(block.Vectors.Count - 1) + block.Lanes - 1) + ".") : writer.Block($"for (nint part = 0; part < {Literal.Int(block.Repeat)}; part++)"))
                {
                    PrintReferences(block.Repeat == 1 ? Literal.Int(block.Column(0)) : $"part * {Literal.Int(block.Panels * 16)}");
                    body(dialect with { Lanes = block.Lanes }, block);
                }
            }
        }

        void PrintReferences(string distance)
        {
            foreach (var (reference, buffer, _) in buffers)
            {
                writer.Line($"ref float {reference} = ref {(distance == "0" ? buffer + "s" : $"Unsafe.Add(ref {buffer}s, {distance})")};");
            }
        }
    }

    /// <summary>What is done to a row before its windows.</summary>
    protected virtual void PrintOpening(CodeWriter writer)
    {
    }

    /// <summary>Opens loops over windows; the block knows <c>top</c> and <c>left</c>, where a window begins.</summary>
    protected void PrintWindows(CodeWriter writer, Action body)
    {
        using (writer.Block($"for (nint line = 0; line < {Literal.Int(Height.Output)}; line++)"))
        using (writer.Block($"for (nint place = 0; place < {Literal.Int(Width.Output)}; place++)"))
        {
            if (!AllInside)
            {
                ConvTaps.PrintRange(writer, Height, "(int)line", "Line");
                ConvTaps.PrintRange(writer, Width, "(int)place", "Tap");
            }

            writer.Line($"nint top = {ConvTaps.Start(Height, "line")};");
            writer.Line($"nint left = {ConvTaps.Start(Width, "place")};");
            writer.Line($"nint made = ((line * {Literal.Int(Width.Output)}) + place) * {Literal.Int(Y.PositionStride)};");
            body();
        }
    }

    /// <summary>Writes <paramref name="body"/> for every tap that sees an input, in row-major order, with where that lies.</summary>
    protected void PrintTaps(CodeWriter writer, int vectors, Action<string> body)
    {
        var line = Width.Input * X.PositionStride;
        if (AllInside && Node.Window.Taps * vectors <= Unrolled)
        {
            writer.Line($"nint seen = (top * {Literal.Int(line)}) + (left * {Literal.Int(X.PositionStride)});");
            for (var tap = 0; tap < Node.Window.Taps; tap++)
            {
                var distance = (tap / Width.Kernel * line * Height.Dilation) + (tap % Width.Kernel * X.PositionStride * Width.Dilation);
                using (writer.Part($"Tap {Literal.Int(tap / Width.Kernel)}, {Literal.Int(tap % Width.Kernel)}."))
                {
                    body(distance == 0 ? "seen" : $"seen + {Literal.Int(distance)}");
                }
            }

            return;
        }

        var (lines, taps) = AllInside
            ? (("0", Literal.Int(Height.Kernel)), ("0", Literal.Int(Width.Kernel)))
            : (("firstLine", "endLine"), ("firstTap", "endTap"));
        using (writer.Block($"for (nint lineTap = {lines.Item1}; lineTap < {lines.Item2}; lineTap++)"))
        using (writer.Block($"for (nint tap = {taps.Item1}; tap < {taps.Item2}; tap++)"))
        {
            writer.Line($"nint seen = ((top + (lineTap * {Literal.Int(Height.Dilation)})) * {Literal.Int(line)}) + ((left + (tap * {Literal.Int(Width.Dilation)})) * {Literal.Int(X.PositionStride)});");
            body("seen");
        }
    }

    /// <summary>Declares <c>count</c>, what the sum of a window is divided by.</summary>
    protected void PrintDivisor(CodeWriter writer, Dialect dialect)
    {
        var divisors = Enumerable.Range(0, Height.Output).SelectMany(row => Enumerable.Range(0, Width.Output).Select(column => Node.Divisor(row, column))).Distinct().ToList();
        if (divisors.Count == 1)
        {
            writer.Line($"var count = {dialect.Broadcast(Literal.Float(divisors[0]))};");
            return;
        }

        string Extent(WindowAxis axis, string start, string word) => !Node.CountsPadding ? $"(end{word} - first{word})"
            : $"((int)Math.Min({start} + {Literal.Int(axis.Kernel)}, {Literal.Int(axis.Input + axis.End)}) - (int){start})";
        writer.Line($"var count = {dialect.Broadcast($"(float)({Extent(Height, "top", "Line")} * {Extent(Width, "left", "Tap")})")};");
    }

    protected static string Load(Dialect dialect, string reference, string place, int column) => dialect.Lanes == 1
        ? $"Unsafe.Add(ref {reference}, {place})"
        : $"{dialect.Class}.LoadUnsafe(ref {reference}, (nuint)({place}{(column == 0 ? "" : " + " + Literal.Int(column))}))";

    protected static string Store(Dialect dialect, string value, string reference, string place, int column) => dialect.Lanes == 1
        ? $"Unsafe.Add(ref {reference}, {place}) = {value};"
        : $"({value}).StoreUnsafe(ref {reference}, (nuint)({place}{(column == 0 ? "" : " + " + Literal.Int(column))}));";

    protected static int Column(ChannelBlock block, int vector) => block.Column(vector) - block.Column(0);

    protected override void PrintScalar(CodeWriter writer) => PrintVector(writer, Dialect.ForLevel(1, false));
}

/// <summary>y = the largest or the mean of each window, channel by channel.</summary>
internal sealed class PoolForward(PoolNode node) : PoolKernel(node)
{
    public override string Name => Node.Layer.Identifier + "Forward";

    public override IReadOnlyList<string> Comment =>
    [
        Node.Kind == PoolKind.Max
            ? $"y = the largest of each window, {Shapes}, for every row. NaN is larger than any number."
            : $"y = Σ x of each window, row after row, divided by its size, {Shapes}, for every row.",
    ];

    public override string Reason => Why.Pool;

    public override string Parameters => "ref float x, ref float y, int rows";

    protected override void PrintVector(CodeWriter writer, Dialect dialect) =>
        PrintBlocks(writer, dialect, [("xc", "x", X), ("yc", "y", Y)], (narrow, block) => PrintWindows(writer, () =>
        {
            var isMax = Node.Kind == PoolKind.Max;
            var vectors = block.Vectors.Count;
            for (var v = 0; v < vectors; v++)
            {
                writer.Line($"var m{Literal.Int(v)} = {(isMax ? narrow.Broadcast("float.NegativeInfinity") : narrow.Zero)};");
            }

            PrintTaps(writer, vectors, place =>
            {
                for (var v = 0; v < vectors; v++)
                {
                    var x = Load(narrow, "xc", place, Column(block, v));
                    writer.Line(isMax ? $"m{Literal.Int(v)} = Lanes.Max({x}, m{Literal.Int(v)});" : $"m{Literal.Int(v)} += {x};");
                }
            });
            if (!isMax)
            {
                PrintDivisor(writer, narrow);
            }

            for (var v = 0; v < vectors; v++)
            {
                writer.Line(Store(narrow, isMax ? $"m{Literal.Int(v)}" : $"m{Literal.Int(v)} / count", "yc", "made", Column(block, v)));
            }
        }));
}

/// <summary>dx of a pooling: of a largest the first that is it takes all, of a mean all take the same. Windows add up in their order.</summary>
internal sealed class PoolGradient(PoolNode node) : PoolKernel(node)
{
    public override string Name => Node.Layer.Identifier + "Gradient";

    public override IReadOnlyList<string> Comment =>
    [
        Node.Kind == PoolKind.Max
            ? $"dx += dy where x is the first largest of its window, {Shapes}, for every row."
            : $"dx += dy divided by the window's size, {Shapes}, for every row.",
    ];

    public override string Reason => Why.PoolGradient;

    public override string Parameters => Node.Kind == PoolKind.Max ? "ref float x, ref float y, ref float dy, ref float dx, int rows" : "ref float dy, ref float dx, int rows";

    protected override void PrintOpening(CodeWriter writer) => writer.Line($"MemoryMarshal.CreateSpan(ref dxs, {Literal.Int(X.Stride)}).Clear();");

    protected override void PrintVector(CodeWriter writer, Dialect dialect)
    {
        var isMax = Node.Kind == PoolKind.Max;
        PrintBlocks(writer, dialect, [.. isMax ? new[] { ("xc", "x", X), ("yc", "y", Y) } : [], ("dyc", "dy", Y), ("dxc", "dx", X)], (narrow, block) => PrintWindows(writer, () =>
        {
            var vectors = block.Vectors.Count;
            if (!isMax)
            {
                PrintDivisor(writer, narrow);
            }

            for (var v = 0; v < vectors; v++)
            {
                // What the first largest takes is gone for the others.
                writer.Line($"var d{Literal.Int(v)} = {Load(narrow, "dyc", "made", Column(block, v))}{(isMax ? "" : " / count")};");
                if (isMax)
                {
                    writer.Line($"var m{Literal.Int(v)} = {Load(narrow, "yc", "made", Column(block, v))};");
                }
            }

            PrintTaps(writer, vectors, place =>
            {
                for (var v = 0; v < vectors; v++)
                {
                    var (d, m, dx) = ($"d{Literal.Int(v)}", $"m{Literal.Int(v)}", Load(narrow, "dxc", place, Column(block, v)));
                    if (!isMax)
                    {
                        writer.Line(Store(narrow, $"{dx} + {d}", "dxc", place, Column(block, v)));
                        continue;
                    }

                    writer.Line($"var x{Literal.Int(v)} = {Load(narrow, "xc", place, Column(block, v))};");
                    if (narrow.Lanes == 1)
                    {
                        using (writer.Block($"if (x{Literal.Int(v)} == {m} || float.IsNaN(x{Literal.Int(v)}))"))
                        {
                            writer.Line($"{dx} += {d};");
                            writer.Line($"{d} = 0f;");
                        }

                        continue;
                    }

                    writer.Line($"var is{Literal.Int(v)} = {narrow.Class}.Equals(x{Literal.Int(v)}, {m}) | ~{narrow.Class}.Equals(x{Literal.Int(v)}, x{Literal.Int(v)});");
                    writer.Line(Store(narrow, $"{dx} + ({d} & is{Literal.Int(v)})", "dxc", place, Column(block, v)));
                    writer.Line($"{d} = {narrow.Class}.AndNot({d}, is{Literal.Int(v)});");
                }
            });
        }));
    }
}
