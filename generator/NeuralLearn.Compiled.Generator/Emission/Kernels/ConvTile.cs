using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Sums of some outputs × vectors of channels that stay in registers while the taps of a line go by, all of them on inputs.</summary>
/// <param name="places">The outputs: what their sums are called, and how far in the input each is from the first.</param>
internal sealed class ConvTile(ConvSite site, Dialect dialect, ChannelBlock block, IReadOnlyList<(string Label, int Offset)> places)
{
    public static string Sum(string place, int vector) => $"sum{place}_{Literal.Int(vector)}";

    /// <summary>Declares the sums.</summary>
    public void PrintSums(CodeWriter writer)
    {
        for (var v = 0; v < block.Vectors.Count; v++)
        {
            var initial = site.HasBias ? dialect.Load("offset", block.Column(v) - block.Column(0)) : dialect.Zero;
            for (var p = 0; p < places.Count; p++)
            {
                writer.Line($"var {Sum(places[p].Label, v)} = {(p == 0 || !site.HasBias ? initial : Sum(places[0].Label, v))};");
            }
        }
    }

    /// <summary>The taps of one line of the kernel: <c>xk</c> and <c>wk</c> stand at the first, and move on.</summary>
    public void PrintRun(CodeWriter writer)
    {
        var channels = site.Form == ConvForm.Depthwise ? 1 : site.GroupInputs;
        var tapDistance = site.Width.Dilation * site.InputPosition;
        var size = places.Count * block.Vectors.Count;

        // Taps and channels that lie at one distance are one loop.
        if (channels == 1)
        {
            PrintLoop(site.Width.Kernel, tapDistance, "tap");
        }
        else if (tapDistance == channels * site.InputChannel || site.Width.Kernel == 1)
        {
            PrintLoop(site.Width.Kernel * channels, site.InputChannel, "k");
        }
        else
        {
            using (writer.Block($"for (int tap = 0; tap < {Literal.Int(site.Width.Kernel)}; tap++)"))
            {
                PrintLoop(channels, site.InputChannel, "channel");
                writer.Line(Advance("xk", tapDistance - (channels * site.InputChannel)));
            }
        }

        void PrintLoop(int count, int distance, string index)
        {
            var step = ConvSchedule.StepOf(count, size);
            using (step == count ? writer.Part("Channel by channel.") : writer.Block($"for (int {index} = 0; {index} < {Literal.Int(count)}; {index} += {Literal.Int(step)})"))
            {
                for (var i = 0; i < step; i++)
                {
                    PrintProducts(writer, i * distance, i * block.Width, "_" + Literal.Int(i));
                }

                writer.Line(Advance("xk", step * distance));
                writer.Line(Advance("wk", step * block.Width));
            }
        }
    }

    /// <param name="input">How far from <c>xk</c> the input lies.</param>
    /// <param name="weight">How far from <c>wk</c> the weights lie.</param>
    public void PrintProducts(CodeWriter writer, int input, int weight, string suffix)
    {
        int Relative(int v) => ((block.Vectors[v].Panel.Index - block.Vectors[0].Panel.Index) * site.PanelSize) + block.Vectors[v].Lane - block.Vectors[0].Lane;
        for (var v = 0; v < block.Vectors.Count; v++)
        {
            writer.Line($"var w{Literal.Int(v)}{suffix} = {dialect.Load("wk", weight + Relative(v))};");
        }

        foreach (var (label, offset) in places)
        {
            var place = input + offset;
            var x = $"x{label}{suffix}";
            if (site.Form != ConvForm.Depthwise)
            {
                writer.Line($"var {x} = {dialect.Broadcast(Dialect.At("xk", place))};");
            }

            for (var v = 0; v < block.Vectors.Count; v++)
            {
                var factor = site.Form == ConvForm.Depthwise ? dialect.Load("xk", place + block.Column(v) - block.Column(0)) : x;
                writer.Line($"{Sum(label, v)} = {dialect.MultiplyAdd(factor, $"w{Literal.Int(v)}{suffix}", Sum(label, v))};");
            }
        }
    }

    private static string Advance(string reference, long distance) => $"{reference} = ref Unsafe.Add(ref {reference}, {Literal.Int(distance)});";
}
