using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>The spread of a tensor's values as SVG.</summary>
internal static class HistogramChart
{
    private const double Width = 280;
    private const double Height = 110;
    private const double Bottom = 86;
    private const double Left = 8;
    private const double Right = 272;

    public static void Draw(MarkupWriter writer, TensorHistogram tensor)
    {
        var most = Math.Max(tensor.Bins.Max(), 1);
        var width = (Right - Left) / tensor.Bins.Count;
        writer.Raw(Text($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\""))
            .Text($"Values of {tensor.Name}: from {Number(tensor.Least)} to {Number(tensor.Most)}, mean {Number(tensor.Mean)}").Raw("\">");
        for (var bin = 0; bin < tensor.Bins.Count; bin++)
        {
            var count = tensor.Bins[bin];
            var height = count == 0 ? 0 : Math.Max(1, (double)count / most * (Bottom - 6));
            writer.Raw(Text($"<rect class=\"bar\" x=\"{Tenths(Left + (bin * width))}\" y=\"{Tenths(Bottom - height)}\" width=\"{Tenths(Math.Max(width - 1, 0.5))}\" height=\"{Tenths(height)}\"><title>"))
                .Text($"{Number(tensor.Edge(bin))} to {Number(tensor.Edge(bin + 1))}: {count.ToString("#,0", CultureInfo.InvariantCulture)} of {tensor.Count.ToString("#,0", CultureInfo.InvariantCulture)}")
                .Raw("</title></rect>");
        }

        writer.Raw(Text($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/>"));
        if (tensor.Least < 0 && tensor.Most > 0)
        {
            var zero = Left + (-tensor.Least / (tensor.Most - tensor.Least) * (Right - Left));
            writer.Raw(Text($"<path class=\"zero\" d=\"M{Tenths(zero)} 4V{Bottom}\"/>"));

            // Not on top of the numbers at the ends.
            if (zero is > Left + 60 and < Right - 60)
            {
                writer.Raw(Text($"<text x=\"{Tenths(zero)}\" y=\"{Bottom + 16}\" text-anchor=\"middle\">0</text>"));
            }
        }

        writer.Raw(Text($"<text x=\"{Left}\" y=\"{Bottom + 16}\">")).Text(Number(tensor.Least)).Raw("</text>")
            .Raw(Text($"<text x=\"{Right}\" y=\"{Bottom + 16}\" text-anchor=\"end\">")).Text(tensor.Most > tensor.Least ? Number(tensor.Most) : "").Raw("</text></svg>").Line();
    }

    /// <summary>Three digits, with a minus sign that is as wide as a digit.</summary>
    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
