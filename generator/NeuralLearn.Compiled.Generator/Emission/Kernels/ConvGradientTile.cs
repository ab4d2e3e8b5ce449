using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Prints the loops of a weight gradient around its tile of registers, in the three forms of <see cref="ConvGradientForm"/>.</summary>
internal sealed class ConvGradientTile(ConvSite site, Dialect dialect, ChannelBlock block)
{
    private WindowAxis Height => site.Height;

    private WindowAxis Width => site.Width;

    private int Vectors => block.Vectors.Count;

    /// <summary>A weight of the tile: its tap, its channel, and which row of lanes it is from where the tile's begin.</summary>
    private sealed record Element(int LineTap, int Tap, int Channel, int Row);

    /// <summary>All taps and channels in registers, every output visited once; the bias goes along.</summary>
    public void PrintKernel(CodeWriter writer)
    {
        var elements = ElementsOf(Enumerable.Range(0, Height.Kernel));
        PrintLoads(writer, "panel", elements);
        if (site.HasBias)
        {
            for (var v = 0; v < Vectors; v++)
            {
                writer.Line($"var b{Literal.Int(v)} = {dialect.Load("offset", Column(v))};");
            }
        }

        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            PrintRows(writer);
            var (from, end) = ConvSite.InsideOf(Height);
            for (var line = 0; line < from; line++)
            {
                PrintLine(writer, elements, line);
            }

            if (end > from)
            {
                using (writer.Block($"for (nint line = {Literal.Int(from)}; line < {Literal.Int(end)}; line++)"))
                {
                    PrintLine(writer, elements, "line", $"{ConvTaps.Start(Height, "line")}", 0, site.HasBias);
                }
            }

            for (var line = end; line < Height.Output; line++)
            {
                PrintLine(writer, elements, line);
            }
        }

        PrintStores(writer, "panel", elements);
        if (site.HasBias)
        {
            for (var v = 0; v < Vectors; v++)
            {
                writer.Line(dialect.Store($"b{Literal.Int(v)}", "offset", Column(v)));
            }
        }
    }

    /// <summary>The taps of one line of the kernel in registers, line after line.</summary>
    public void PrintKernelLines(CodeWriter writer)
    {
        var elements = ElementsOf([0]);
        using (writer.Block($"for (nint lineTap = 0; lineTap < {Literal.Int(Height.Kernel)}; lineTap++)"))
        {
            ConvTaps.PrintOutputs(writer, Height, "(int)lineTap", "Line");
            writer.Line($"ref float gk = ref Unsafe.Add(ref panel, lineTap * {Literal.Int(Width.Kernel * site.GroupInputs * block.Width)});");
            PrintLoads(writer, "gk", elements);
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                PrintRows(writer);
                using (writer.Block("for (nint line = firstLine; line < endLine; line++)"))
                {
                    PrintLine(writer, elements, "line", ConvTaps.LineOf(Height, "line", "lineTap"), 0, false);
                }
            }

            PrintStores(writer, "gk", elements);
        }
    }

    /// <summary>Some channels of one tap in registers, tap after tap.</summary>
    public void PrintTaps(CodeWriter writer, int channels)
    {
        var count = site.Form == ConvForm.Depthwise ? 1 : site.GroupInputs;
        using (writer.Block($"for (nint lineTap = 0; lineTap < {Literal.Int(Height.Kernel)}; lineTap++)"))
        using (writer.Block($"for (nint tap = 0; tap < {Literal.Int(Width.Kernel)}; tap++)"))
        {
            ConvTaps.PrintOutputs(writer, Height, "(int)lineTap", "Line");
            ConvTaps.PrintOutputs(writer, Width, "(int)tap", "Place");
            writer.Line($"ref float gk = ref Unsafe.Add(ref panel, ((lineTap * {Literal.Int(Width.Kernel)}) + tap) * {Literal.Int(site.GroupInputs * block.Width)});");
            writer.Line("ref float xt = ref source;");
            using (count / channels == 1 ? writer.Part(Phrase.Range("Channel", 0, channels - 1) + ".") : writer.Block($"for (int channel = 0; channel < {Literal.Int(count / channels)}; channel++)"))
            {
                PrintTap(writer, channels);
                writer.Line($"gk = ref Unsafe.Add(ref gk, {Literal.Int(channels * block.Width)});");
                writer.Line($"xt = ref Unsafe.Add(ref xt, {Literal.Int(channels * site.InputChannel)});");
            }

            if (count % channels > 0)
            {
                using (writer.Part($"The last {Phrase.Count(count % channels, "channel")}."))
                {
                    PrintTap(writer, count % channels);
                }
            }
        }
    }

    private void PrintTap(CodeWriter writer, int channels)
    {
        List<Element> elements = [.. Enumerable.Range(0, channels).Select(channel => new Element(0, 0, channel, channel))];
        PrintLoads(writer, "gk", elements);
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float dr = ref Unsafe.Add(ref column, (nint)row * {Literal.Int(site.OutputRow)});");
            using (writer.Block("for (nint line = firstLine; line < endLine; line++)"))
            {
                var place = $"((nint)row * {Literal.Int(site.InputRow)}) + ({ConvTaps.LineOf(Height, "line", "lineTap")} * {Literal.Int(site.InputLine)}) + ({ConvTaps.LineOf(Width, "firstPlace", "tap")} * {Literal.Int(site.InputPosition)})";
                writer.Line($"ref float xr = ref Unsafe.Add(ref xt, {place});");
                writer.Line($"ref float dl = ref Unsafe.Add(ref dr, (line * {Literal.Int(site.OutputLine)}) + ((nint)firstPlace * {Literal.Int(site.OutputPosition)}));");
                using (writer.Block("for (nint place = firstPlace; place < endPlace; place++)"))
                {
                    PrintProducts(writer, elements, "xr", "dl", 0, 0, false, 0);
                    PrintAdvance(writer);
                }
            }
        }

        PrintStores(writer, "gk", elements);
    }

    /// <summary>One of the lines at the border, whose number is known.</summary>
    private void PrintLine(CodeWriter writer, List<Element> elements, int line)
    {
        var (first, end) = (Height.FirstTap(line), Height.EndTap(line));
        List<Element> seen = [.. elements.Where(element => element.LineTap >= first && element.LineTap < end)];
        using (writer.Part($"Line {Literal.Int(line)}, at the border."))
        {
            if (seen.Count > 0 || site.HasBias)
            {
                PrintLine(writer, seen, Literal.Int(line), seen.Count > 0 ? Literal.Int(Height.At(line, first)) : "0", first, site.HasBias);
            }
        }
    }

    /// <param name="elements">Those whose line of taps sees inputs.</param>
    /// <param name="line">The line of outputs.</param>
    /// <param name="top">The line that the first line of taps sees.</param>
    /// <param name="first">That line of taps.</param>
    /// <param name="withBias">Whether the bias goes along.</param>
    private void PrintLine(CodeWriter writer, List<Element> elements, string line, string top, int first, bool withBias)
    {
        writer.Line($"ref float xl = ref Unsafe.Add(ref xs, (nint)({top}) * {Literal.Int(site.InputLine)});");
        writer.Line($"ref float dl = ref Unsafe.Add(ref dr, (nint){line} * {Literal.Int(site.OutputLine)});");
        var (from, end) = ConvSite.InsideOf(Width);
        for (var place = 0; place < Width.Output; place++)
        {
            if (place == from && end > from)
            {
                using (writer.Part($"{Phrase.Range("Place", from, end - 1)}: every tap is inside."))
                {
                    writer.Line($"ref float xr = {Dialect.RefAt("xl", Width.At(from, 0) * site.InputPosition)};");
                    using (writer.Block($"for (int place = {Literal.Int(from)}; place < {Literal.Int(end)}; place++)"))
                    {
                        PrintProducts(writer, elements, "xr", "dl", 0, first, withBias, 0);
                        PrintAdvance(writer);
                    }
                }

                place = end - 1;
                continue;
            }

            var at = place;
            List<Element> seen = [.. elements.Where(element => element.Tap >= Width.FirstTap(at) && element.Tap < Width.EndTap(at))];
            using (writer.Part($"Place {Literal.Int(place)}, at the border."))
            {
                PrintProducts(writer, seen, "xl", "dl", Width.At(place, 0), first, withBias, 0);
                writer.Line($"dl = ref Unsafe.Add(ref dl, {Literal.Int(site.OutputPosition)});");
            }
        }
    }

    private void PrintAdvance(CodeWriter writer)
    {
        writer.Line($"xr = ref Unsafe.Add(ref xr, {Literal.Int(Width.Stride * site.InputPosition)});");
        writer.Line($"dl = ref Unsafe.Add(ref dl, {Literal.Int(site.OutputPosition)});");
    }

    /// <param name="left">The position in the line that the first tap sees, from where <paramref name="x"/> stands; taps on padding are not among the elements.</param>
    private void PrintProducts(CodeWriter writer, List<Element> elements, string x, string dz, int left, int first, bool withBias, int start)
    {
        for (var v = 0; v < Vectors; v++)
        {
            writer.Line($"var d{Literal.Int(v)} = {dialect.Load(dz, start + Column(v))};");
        }

        foreach (var element in elements)
        {
            var place = ((element.LineTap - first) * Height.Dilation * site.InputLine) + ((left + (element.Tap * Width.Dilation)) * site.InputPosition)
                + (element.Channel * site.InputChannel);
            var name = "x" + Literal.Int(element.Row);
            if (site.Form != ConvForm.Depthwise)
            {
                writer.Line($"var {name} = {dialect.Broadcast(Dialect.At(x, place))};");
            }

            for (var v = 0; v < Vectors; v++)
            {
                var factor = site.Form == ConvForm.Depthwise ? dialect.Load(x, place + Column(v)) : name;
                writer.Line($"{Sum(element, v)} = {dialect.MultiplyAdd(factor, "d" + Literal.Int(v), Sum(element, v))};");
            }
        }

        if (withBias)
        {
            for (var v = 0; v < Vectors; v++)
            {
                writer.Line($"b{Literal.Int(v)} += d{Literal.Int(v)};");
            }
        }
    }

    private void PrintRows(CodeWriter writer)
    {
        writer.Line($"ref float xs = ref Unsafe.Add(ref source, (nint)row * {Literal.Int(site.InputRow)});");
        writer.Line($"ref float dr = ref Unsafe.Add(ref column, (nint)row * {Literal.Int(site.OutputRow)});");
    }

    private void PrintLoads(CodeWriter writer, string gradient, List<Element> elements)
    {
        foreach (var element in elements)
        {
            for (var v = 0; v < Vectors; v++)
            {
                writer.Line($"var {Sum(element, v)} = {dialect.Load(gradient, Offset(element, v))};");
            }
        }
    }

    private void PrintStores(CodeWriter writer, string gradient, List<Element> elements)
    {
        foreach (var element in elements)
        {
            for (var v = 0; v < Vectors; v++)
            {
                // Padding of an input may hold anything; the gradient's own padding must stay 0.
                var sum = site.Form == ConvForm.Depthwise ? dialect.KeepFirst(Sum(element, v), block.Valid(v)) : Sum(element, v);
                writer.Line(dialect.Store(sum, gradient, Offset(element, v)));
            }
        }
    }

    private List<Element> ElementsOf(IEnumerable<int> lineTaps)
    {
        var channels = site.Form == ConvForm.Depthwise ? 1 : site.GroupInputs;
        return
        [
            .. lineTaps.SelectMany(lineTap => Enumerable.Range(0, Width.Kernel).SelectMany(tap => Enumerable.Range(0, channels)
                .Select(channel => new Element(lineTap, tap, channel, (((lineTap * Width.Kernel) + tap) * channels) + channel)))),
        ];
    }

    private int Column(int vector) => block.Column(vector) - block.Column(0);

    private int Offset(Element element, int vector) => (element.Row * block.Width)
        + ((block.Vectors[vector].Panel.Index - block.Vectors[0].Panel.Index) * site.PanelSize) + block.Vectors[vector].Lane - block.Vectors[0].Lane;

    private static string Sum(Element element, int vector) => $"g{Literal.Int(element.Row)}_{Literal.Int(vector)}";
}
