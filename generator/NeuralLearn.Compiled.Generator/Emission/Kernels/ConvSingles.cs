using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// A convolution one output at a time: where there are no vectors, and for groups whose outputs fill none. The order of each sum is that of
/// <see cref="ConvForward"/>.
/// </summary>
internal static class ConvSingles
{
    /// <param name="dialect">The surrounding width, which decides whether products are fused.</param>
    public static void Print(CodeWriter writer, Dialect dialect, ConvSite site, Elementwise? activation)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        using (writer.Block($"for (nint line = 0; line < {Literal.Int(site.Height.Output)}; line++)"))
        using (writer.Block($"for (nint place = 0; place < {Literal.Int(site.Width.Output)}; place++)"))
        {
            writer.Line($"ref float xs = ref Unsafe.Add(ref x, (nint)row * {Literal.Int(site.InputRow)});");
            writer.Line($"ref float ys = ref Unsafe.Add(ref y, ((nint)row * {Literal.Int(site.OutputRow)}) + (((line * {Literal.Int(site.Width.Output)}) + place) * {Literal.Int(site.OutputPosition)}));");
            if (site.IsBackward && site.OutputPosition > site.Outputs.Length)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref ys, {Literal.Int(site.OutputPosition)}).Clear();");
            }

            ScalarLoops.Panels(writer, site.Outputs, site.WeightRows, panel =>
            {
                using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
                {
                    PrintOutput(writer, dialect, site, activation, panel);
                }
            });
        }
    }

    /// <summary>A multiply-add of plain floats that has the bits of the surrounding width's vectors.</summary>
    public static string MultiplyAdd(Dialect dialect, string a, string b, string c) =>
        dialect.Portable || dialect.Level == 1 ? $"({a} * {b}) + {c}" : $"Lanes.MultiplyAdd({a}, {b}, {c})";

    /// <summary>Whether taps must be asked whether they see an input.</summary>
    public static bool Asks(ConvSite site, WindowAxis axis) => site.IsDrawnApart || !Enumerable.Range(0, axis.Output).All(axis.IsInside);

    private static void PrintOutput(CodeWriter writer, Dialect dialect, ConvSite site, Elementwise? activation, ScalarPanel panel)
    {
        PrintSum(writer, dialect, site, panel);
        var value = activation is null ? "sum" : ExprPrinter.PrintShared(writer, activation.Forward, Dialect.ForLevel(1, site.Portable), _ => "sum", "");
        writer.Line($"Unsafe.Add(ref ys, {panel.Column} + lane) = {value};");
    }

    /// <summary>Declares <c>sum</c>, one output: its <c>line</c>, its <c>place</c> and <c>lane</c> are known, and <c>xs</c> is the row.</summary>
    public static void PrintSum(CodeWriter writer, Dialect dialect, ConvSite site, ScalarPanel panel)
    {
        writer.Line($"float sum = {(site.HasBias ? $"Unsafe.Add(ref bias, {panel.Column} + lane)" : "0f")};");
        using (writer.Block($"for (int lineTap = 0; lineTap < {Literal.Int(site.Height.Kernel)}; lineTap++)"))
        {
            ConvTaps.PrintPlace(writer, site.Height, site.Apart.Height, "line", "lineTap", "top", Asks(site, site.Height));
            using (writer.Block($"for (int tap = 0; tap < {Literal.Int(site.Width.Kernel)}; tap++)"))
            {
                ConvTaps.PrintPlace(writer, site.Width, site.Apart.Width, "place", "tap", "left", Asks(site, site.Width));
                var group = site.Groups == 1 ? "" : $" + (({panel.Column} + lane) / {Literal.Int(site.GroupOutputs)} * {Literal.Int(site.GroupInputs * site.InputChannel)})";
                writer.Line($"ref float xk = ref Unsafe.Add(ref xs, (top * {Literal.Int(site.InputLine)}) + (left * {Literal.Int(site.InputPosition)}){group});");
                writer.Line($"ref float wk = ref Unsafe.Add(ref weights, {panel.Weights} + (((lineTap * {Literal.Int(site.Width.Kernel)}) + tap) * {Literal.Int(site.GroupInputs)} * {panel.Width}) + lane);");
                using (writer.Block($"for (int channel = 0; channel < {Literal.Int(site.GroupInputs)}; channel++)"))
                {
                    writer.Line($"sum = {MultiplyAdd(dialect, $"Unsafe.Add(ref xk, channel * {Literal.Int(site.InputChannel)})", $"Unsafe.Add(ref wk, channel * {panel.Width})", "sum")};");
                }
            }
        }
    }
}
