using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How the channels of a convolution meet the lanes of a vector.</summary>
internal enum ConvForm
{
    /// <summary>All outputs read the same inputs: an input is spread over a vector of outputs.</summary>
    Dense,

    /// <summary>Every channel reads itself alone: vectors of inputs times vectors of weights.</summary>
    Depthwise,

    /// <summary>The outputs of a group fill vectors of their own.</summary>
    Grouped,

    /// <summary>They do not: one output at a time.</summary>
    Single,
}

/// <summary>Some vectors of channels that are worked out together.</summary>
/// <param name="Vectors">Panel and lane of each.</param>
/// <param name="Lanes">Floats per vector.</param>
/// <param name="Repeat">How often the block is worked through, each time its panels further on.</param>
internal sealed record ChannelBlock(IReadOnlyList<(Panel Panel, int Lane)> Vectors, int Lanes, int Repeat)
{
    /// <summary>Panels of a repeated block.</summary>
    public int Panels => Vectors[Vectors.Count - 1].Panel.Index - Vectors[0].Panel.Index + 1;

    public int Width => Vectors[0].Panel.Width;

    public int Column(int vector) => Vectors[vector].Panel.Start + Vectors[vector].Lane;

    /// <summary>Lanes of a vector that are real.</summary>
    public int Valid(int vector) => Vectors[vector].Panel.Valid - Vectors[vector].Lane;

    /// <summary>All channels of an axis, so many panels at a time.</summary>
    public static IReadOnlyList<ChannelBlock> Of(PackedAxis axis, int lanes, int panels)
    {
        var blocks = new List<ChannelBlock>();
        var wide = axis.FullPanels / panels;
        if (wide > 0)
        {
            blocks.Add(new ChannelBlock(VectorsOf(Enumerable.Range(0, panels).Select(PackedAxis.Full), lanes), lanes, wide));
        }

        if (axis.FullPanels % panels is > 0 and var rest)
        {
            blocks.Add(new ChannelBlock(VectorsOf(Enumerable.Range(wide * panels, rest).Select(PackedAxis.Full), lanes), lanes, 1));
        }

        if (axis.Tail is { } tail)
        {
            var narrow = Math.Min(lanes, tail.Width);
            blocks.Add(new ChannelBlock(VectorsOf([tail], narrow), narrow, 1));
        }

        return blocks;
    }

    private static List<(Panel Panel, int Lane)> VectorsOf(IEnumerable<Panel> panels, int lanes) =>
    [
        .. panels.SelectMany(panel => Enumerable.Range(0, panel.Width / lanes).Select(part => (Panel: panel, Lane: part * lanes)))
            .Where(vector => vector.Lane < vector.Panel.Valid),
    ];
}

/// <summary>Tiles of convolutions.</summary>
internal static class ConvSchedule
{
    /// <summary>Products written out in a row: enough to hide the counting, few enough for the JIT.</summary>
    private const int UnrolledProducts = 96;

    public static ConvForm FormOf(int groupInputs, int groupOutputs, int groups) =>
        groups == 1 ? ConvForm.Dense
        : groupInputs == 1 && groupOutputs == 1 ? ConvForm.Depthwise
        : groupOutputs % 4 == 0 ? ConvForm.Grouped
        : ConvForm.Single;

    /// <summary>Panels of outputs that share each input loaded.</summary>
    public static int Panels(int level) => level == 16 ? 2 : 1;

    /// <summary>Sums in registers: with 512 bits come 32 registers, of which weights take a few; else there are 16.</summary>
    public static int Sums(int level) => level == 16 ? 24 : 12;

    /// <summary>
    /// Neighbouring outputs of a tile over so many vectors of channels. A long function is inlined for every sum, which costs the JIT more
    /// time than all of the rest: then eight sums have to do.
    /// </summary>
    public static int MostOutputs(int level, int vectors, Elementwise? activation) =>
        Math.Max(1, (RowCost.IsLong(activation) ? 8 : Sums(level)) / vectors);

    /// <summary>Neighbouring outputs of a tile: few tiles, and little that the last one does twice.</summary>
    public static int TileOf(int outputs, int most)
    {
        var best = Math.Min(outputs, most);
        for (var tile = best; tile >= Math.Max(1, most / 2); tile--)
        {
            if (Rounded(outputs, tile) < Rounded(outputs, best))
            {
                best = tile;
            }
        }

        return best;
    }

    /// <summary>Products of one turn of a loop over so many: a divisor, so that nothing is left over.</summary>
    public static int StepOf(int products, int tile)
    {
        var step = Math.Min(products, Math.Max(1, UnrolledProducts / tile));
        while (products % step != 0)
        {
            step--;
        }

        return step;
    }

    /// <summary>Floats of the weights as <see cref="ConvFlipStep"/> lays them out.</summary>
    public static int FlippedFloats(ConvNode conv) => conv.Window.Taps * conv.GroupOutputs * new PackedAxis(conv.InputChannels).Width;

    private static int Rounded(int outputs, int tile) => (outputs + tile - 1) / tile * tile;
}

/// <summary>What of a weight gradient stays in registers while the outputs go by.</summary>
internal enum ConvGradientForm
{
    /// <summary>The whole kernel.</summary>
    Kernel,

    /// <summary>One line of its taps.</summary>
    Line,

    /// <summary>One tap, some of its channels.</summary>
    Tap,
}

/// <summary>How the weight gradient of a convolution is tiled.</summary>
/// <param name="Channels">Channels of a tile of one tap.</param>
internal sealed record ConvGradientSchedule(ConvGradientForm Form, int Channels)
{
    /// <summary>Products up to which lines and places at the border are written out.</summary>
    private const int BorderProducts = 400;

    public static ConvGradientSchedule Of(WindowAxis height, WindowAxis width, int channels, int vectors, int level)
    {
        var sums = ConvSchedule.Sums(level);
        var line = width.Kernel * channels * vectors;
        var places = 1 + Border(width);
        if (height.Kernel * line <= sums && height.Kernel * line * places * (1 + Border(height)) <= BorderProducts)
        {
            return new ConvGradientSchedule(ConvGradientForm.Kernel, channels);
        }

        if (line <= sums && line * places <= BorderProducts)
        {
            return new ConvGradientSchedule(ConvGradientForm.Line, channels);
        }

        var tiles = ((channels * vectors) + sums - 1) / sums;
        return new ConvGradientSchedule(ConvGradientForm.Tap, Math.Max(1, (channels + tiles - 1) / tiles));
    }

    /// <summary>Outputs whose window hangs over.</summary>
    private static int Border(WindowAxis axis) => Enumerable.Range(0, axis.Output).Count(output => !axis.IsInside(output));
}
