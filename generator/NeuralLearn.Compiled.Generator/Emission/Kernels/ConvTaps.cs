using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>Expressions of emitted code for where a window's taps stand.</summary>
internal static class ConvTaps
{
    /// <summary>output · stride - begin.</summary>
    public static string Start(WindowAxis axis, string output)
    {
        var scaled = axis.Stride == 1 ? output : $"({output} * {Literal.Int(axis.Stride)})";
        return axis.Begin == 0 ? scaled : $"({scaled} {(axis.Begin > 0 ? "-" : "+")} {Literal.Int(Math.Abs(axis.Begin))})";
    }

    /// <summary>The input that a tap of an output sees.</summary>
    public static string LineOf(WindowAxis axis, string output, string tap)
    {
        var start = Start(axis, output);
        return axis.Kernel == 1 ? start : $"({start} + {(axis.Dilation == 1 ? tap : $"({tap} * {Literal.Int(axis.Dilation)})")})";
    }

    /// <summary>Declares first<paramref name="word"/> and end<paramref name="word"/>: the taps of an output that see inputs.</summary>
    public static void PrintRange(CodeWriter writer, WindowAxis axis, string output, string word)
    {
        if (Enumerable.Range(0, axis.Output).All(axis.IsInside))
        {
            writer.Line($"const int first{word} = 0;");
            writer.Line($"const int end{word} = {Literal.Int(axis.Kernel)};");
            return;
        }

        string Divided(string value) => axis.Dilation == 1 ? value : $"(({value} + {Literal.Int(axis.Dilation - 1)}) / {Literal.Int(axis.Dilation)})";
        var start = $"({output} * {Literal.Int(axis.Stride)})";
        writer.Line($"int first{word} = Math.Min({Literal.Int(axis.Kernel)}, Math.Max(0, {Divided($"{Literal.Int(axis.Begin)} - {start}")}));");
        writer.Line($"int end{word} = Math.Max(first{word}, Math.Min({Literal.Int(axis.Kernel)}, {Divided($"Math.Max(0, {Literal.Int(axis.Input + axis.Begin)} - {start})")}));");
    }

    /// <summary>Declares the input that a tap sees, in a loop over taps; of inputs drawn apart a tap may see none, and the loop goes on.</summary>
    public static void PrintPlace(CodeWriter writer, WindowAxis axis, int apart, string output, string tap, string name, bool asks)
    {
        writer.Line($"nint {name} = {LineOf(axis, output, tap)};");
        if (asks)
        {
            using (writer.Block($"if ({name} < 0 ||{(apart == 1 ? "" : $" {name} % {Literal.Int(apart)} != 0 ||")} {name} >= {Literal.Int(axis.Input * apart)})"))
            {
                writer.Line("continue;");
            }

            if (apart > 1)
            {
                writer.Line($"{name} /= {Literal.Int(apart)};");
            }
        }
    }

    /// <summary>Declares first<paramref name="word"/> and end<paramref name="word"/>: the outputs whose tap sees an input.</summary>
    public static void PrintOutputs(CodeWriter writer, WindowAxis axis, string tap, string word)
    {
        if (Enumerable.Range(0, axis.Output).All(axis.IsInside))
        {
            writer.Line($"const int first{word} = 0;");
            writer.Line($"const int end{word} = {Literal.Int(axis.Output)};");
            return;
        }

        string Divided(string value) => axis.Stride == 1 ? value : $"(({value} + {Literal.Int(axis.Stride - 1)}) / {Literal.Int(axis.Stride)})";
        var reach = $"({tap} * {Literal.Int(axis.Dilation)})";
        writer.Line($"int first{word} = Math.Min({Literal.Int(axis.Output)}, {Divided($"Math.Max(0, {Literal.Int(axis.Begin)} - {reach})")});");
        writer.Line($"int end{word} = Math.Max(first{word}, Math.Min({Literal.Int(axis.Output)}, {Divided($"Math.Max(0, {Literal.Int(axis.Input + axis.Begin)} - {reach})")}));");
    }
}

/// <summary>Blocks of channels of a convolution's vectors.</summary>
internal static class ConvBlocks
{
    public static IReadOnlyList<ChannelBlock> Of(ConvSite site, Dialect dialect)
    {
        if (site.Form != ConvForm.Grouped)
        {
            return ChannelBlock.Of(site.Outputs, dialect.Lanes, site.Form == ConvForm.Depthwise ? 1 : ConvSchedule.Panels(dialect.Level));
        }

        // One vector at a time, all in one group; a block per vector is a block per panel's part.
        var lanes = dialect.Lanes;
        while (site.GroupOutputs % lanes != 0)
        {
            lanes /= 2;
        }

        return [.. ChannelBlock.Of(site.Outputs, lanes, 1).SelectMany(block => block.Vectors.Select(vector => block with { Vectors = [vector] }))];
    }

    /// <summary>
    /// Opens a block with <c>panel</c> (its weights), <c>offset</c> (its bias), <c>source</c> and <c>column</c>, and repeats it over the
    /// panels of a long axis.
    /// </summary>
    /// <param name="inputs">References to inputs, of which the block gets those of its own channels.</param>
    /// <param name="outputs">References to outputs, likewise.</param>
    public static void Print(CodeWriter writer, Dialect dialect, ConvSite site, ChannelBlock block, string[] inputs, string[] outputs, Action body, string weights = "weights", string? bias = "bias")
    {
        var until = Math.Min(block.Column(block.Vectors.Count - 1) + block.Lanes + ((block.Repeat - 1) * block.Panels * 16), site.Outputs.Length) - 1;
        writer.Comment($"{Phrase.Range("Channel", block.Column(0), until)}: {Phrase.Count(block.Vectors.Count, "vector")} of {Literal.Int(block.Lanes)}.");
        using (block.Repeat == 1 ? writer.Block() : writer.Block($"for (nint part = 0; part < {Literal.Int(block.Repeat)}; part++)"))
        {
            var first = block.Vectors[0];
            string Moved(string reference, int constant, int distance) => ConvBlocks.Moved(block, reference, constant, distance);
            var across = block.Panels * 16;
            writer.Line($"ref float panel = {Moved(weights, (first.Panel.Start * site.WeightRows) + first.Lane, block.Panels * site.PanelSize)};");
            if (site.HasBias && bias is not null)
            {
                writer.Line($"ref float offset = {Moved(bias, block.Column(0), across)};");
            }

            foreach (var reference in inputs)
            {
                writer.Line(site.Form switch
                {
                    ConvForm.Depthwise => $"ref float source = {Moved(reference, block.Column(0), across)};",
                    ConvForm.Grouped => $"ref float source = ref Unsafe.Add(ref {reference}, {GroupOf(site, block)} * {Literal.Int(site.GroupInputs * site.InputChannel)});",
                    _ => $"ref float source = ref {reference};",
                });
            }

            foreach (var reference in outputs)
            {
                writer.Line($"ref float column = {Moved(reference, block.Column(0), across)};");
            }

            body();
        }
    }

    /// <summary>A reference moved to the channels of a block, in the loop over its panels where there is one.</summary>
    public static string Moved(ChannelBlock block, string reference, int constant, int distance) => block.Repeat == 1
        ? Dialect.RefAt(reference, constant)
        : $"ref Unsafe.Add(ref {reference}, {(constant == 0 ? "" : Literal.Int(constant) + " + ")}(part * {Literal.Int(distance)}))";

    private static string GroupOf(ConvSite site, ChannelBlock block) => block.Repeat == 1
        ? Literal.Int(block.Column(0) / site.GroupOutputs)
        : $"(({Literal.Int(block.Column(0))} + (part * {Literal.Int(block.Panels * 16)})) / {Literal.Int(site.GroupOutputs)})";
}
