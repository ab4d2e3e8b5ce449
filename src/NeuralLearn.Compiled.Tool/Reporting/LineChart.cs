using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>A curve over the epochs.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Style">Its class in the style sheet.</param>
/// <param name="Values">One per epoch; null where there was no number.</param>
internal sealed record ChartCurve(string Name, string Style, IReadOnlyList<double?> Values);

/// <summary>Curves over the epochs as SVG: axes with round numbers, a mark at the epoch that was kept, and each epoch's numbers where the pointer is.</summary>
internal sealed class LineChart(string title, string axis, IReadOnlyList<int> epochs, IReadOnlyList<ChartCurve> curves)
{
    private const int Width = 960;
    private const int Height = 350;
    private const int Left = 72;
    private const int Right = 936;
    private const int Top = 54;
    private const int Bottom = 296;
    private const int MostStrips = 400;

    /// <summary>Losses that differ by more than this are drawn over powers of ten.</summary>
    private const double LogarithmicFrom = 50;

    /// <summary>The epoch whose weights were kept.</summary>
    public int? Mark { get; init; }

    public bool IsPercent { get; init; }

    public void Draw(MarkupWriter writer)
    {
        var shown = curves.Where(curve => curve.Values.Any(value => value is not null)).ToList();
        var values = shown.SelectMany(curve => curve.Values).OfType<double>().ToList();
        writer.Raw(Text($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"")).Text($"{title}: {Description(shown)}").Raw("\">").Line();
        if (values.Count == 0)
        {
            writer.Raw(Text($"<text class=\"note\" x=\"{Width / 2}\" y=\"{Height / 2}\" text-anchor=\"middle\">No epoch has a number.</text></svg>")).Line();
            return;
        }

        var y = Axis(values);
        DrawAxes(writer, y);
        if (Mark is { } mark && epochs.Contains(mark))
        {
            var place = Across(mark);
            var isFar = Place(mark) > Left + ((Right - Left) * 0.8);
            writer.Raw(Text($"<path class=\"mark\" d=\"M{place} {Top - 4}V{Bottom}\"/>"))
                .Raw(Text($"<text class=\"note\" x=\"{place}\" dx=\"{(isFar ? 4 : -4)}\" y=\"{Top - 9}\" text-anchor=\"{(isFar ? "end" : "start")}\">weights kept: epoch {mark}</text>")).Line();
        }

        for (var i = 0; i < shown.Count; i++)
        {
            DrawCurve(writer, shown[i], y);
            DrawLegend(writer, shown[i], i);
        }

        DrawStrips(writer, shown);
        writer.Raw("</svg>").Line();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The first epoch is at the left and the last at the right: only the marks between are round.</summary>
    private double Place(double epoch) => epochs.Count == 1 ? (Left + Right) / 2.0 : Left + ((epoch - epochs[0]) / (epochs[^1] - epochs[0]) * (Right - Left));

    private string Across(double epoch) => Tenths(Place(epoch));

    private static string Down(AxisTicks axis, double value) => Tenths(Bottom - (axis.Place(value) * (Bottom - Top)));

    private AxisTicks Axis(List<double> values)
    {
        var (least, most) = (values.Min(), values.Max());
        return IsPercent ? AxisTicks.Linear(least > 0.5 ? Math.Floor(least * 10) / 10 : 0, 1, 5)
            : least > 0 && most / least > LogarithmicFrom ? AxisTicks.Logarithmic(least, most, 6)
            : AxisTicks.Linear(Math.Min(least, 0), most, 6);
    }

    private string Number(double value) => IsPercent ? (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %" : value.ToString("G4", CultureInfo.InvariantCulture);

    private string Description(List<ChartCurve> shown) => string.Join("; ", shown.Select(curve =>
        $"{curve.Name} goes from {Number(curve.Values.OfType<double>().First())} to {Number(curve.Values.OfType<double>().Last())} in {epochs.Count.ToString(CultureInfo.InvariantCulture)} epochs"));

    private void DrawAxes(MarkupWriter writer, AxisTicks y)
    {
        for (var i = 0; i < y.Marks.Length; i++)
        {
            var place = Down(y, y.Marks[i]);
            writer.Raw(Text($"<path class=\"grid\" d=\"M{Left} {place}H{Right}\"/>"))
                .Raw(Text($"<text x=\"{Left - 10}\" y=\"{place}\" dy=\"4.5\" text-anchor=\"end\">{(IsPercent ? Number(y.Marks[i]) : y.Texts[i])}</text>")).Line();
        }

        var x = AxisTicks.Linear(epochs[0], epochs[^1], 10, isWhole: true);
        for (var i = 0; i < x.Marks.Length; i++)
        {
            if (x.Marks[i] >= epochs[0] && x.Marks[i] <= epochs[^1])
            {
                var place = Across(x.Marks[i]);
                writer.Raw(Text($"<path class=\"axis\" d=\"M{place} {Bottom}v5\"/><text x=\"{place}\" y=\"{Bottom + 21}\" text-anchor=\"middle\">{x.Texts[i]}</text>")).Line();
            }
        }

        writer.Raw(Text($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/>"))
            .Raw(Text($"<text class=\"note\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 44}\" text-anchor=\"middle\">epoch</text>"))
            .Raw(Text($"<text class=\"note\" x=\"{Left - 10}\" y=\"{Top - 31}\" text-anchor=\"end\">{axis}</text>")).Line();
    }

    private void DrawCurve(MarkupWriter writer, ChartCurve curve, AxisTicks y)
    {
        var line = new System.Text.StringBuilder();
        for (var i = 0; i < epochs.Count; i++)
        {
            if (curve.Values[i] is not { } value)
            {
                continue;
            }

            var (follows, goesOn) = (i > 0 && curve.Values[i - 1] is not null, i + 1 < epochs.Count && curve.Values[i + 1] is not null);
            line.Append(follows ? 'L' : 'M').Append(Across(epochs[i])).Append(' ').Append(Down(y, value));
            if (!follows && !goesOn)
            {
                writer.Raw(Text($"<circle class=\"{curve.Style}\" cx=\"{Across(epochs[i])}\" cy=\"{Down(y, value)}\" r=\"3\"/>"));
            }
        }

        writer.Raw(Text($"<path class=\"curve {curve.Style}\" d=\"{line}\"/>")).Line();
    }

    private static void DrawLegend(MarkupWriter writer, ChartCurve curve, int place)
    {
        var x = Left + 10 + (place * 150);
        writer.Raw(Text($"<path class=\"curve {curve.Style}\" d=\"M{x} {Top - 36}h26\"/><text x=\"{x + 34}\" y=\"{Top - 36}\" dy=\"4.5\">")).Text(curve.Name).Raw("</text>").Line();
    }

    private void DrawStrips(MarkupWriter writer, List<ChartCurve> shown)
    {
        var stride = ((epochs.Count - 1) / MostStrips) + 1;
        for (var i = 0; i < epochs.Count; i += stride)
        {
            var from = i == 0 ? Left : Place((epochs[i - 1] + epochs[i]) / 2.0);
            var end = Math.Min(i + stride, epochs.Count);
            var to = end == epochs.Count ? Right : Place((epochs[end - 1] + epochs[end]) / 2.0);
            var lines = shown.Where(curve => curve.Values[i] is not null).Select(curve => $"{curve.Name} {Number(curve.Values[i]!.Value)}");
            writer.Raw(Text($"<rect class=\"strip\" x=\"{Tenths(from)}\" y=\"{Top}\" width=\"{Tenths(to - from)}\" height=\"{Bottom - Top}\"><title>"))
                .Text($"epoch {epochs[i].ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", lines)}").Raw("</title></rect>").Line();
        }
    }
}
