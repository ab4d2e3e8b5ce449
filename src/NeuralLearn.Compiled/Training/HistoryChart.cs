using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>Draws a history as SVG.</summary>
internal static class HistoryChart
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 70;
    private const int Right = 650;
    private const int Top = 72;
    private const int Bottom = 340;

    private const string Style = """
        <style>
        svg{background:#fff;color:#222;font:13px system-ui,sans-serif}
        text{fill:currentColor}.t{font-size:16px;font-weight:600}.g{stroke:#8886}.a{stroke:currentColor}
        path,circle{fill:none}.c0,.c1,.c2{stroke-width:2}.c0{stroke:#1f77b4}.c1{stroke:#d95f02}.c2{stroke:#1b9e77;stroke-dasharray:5 4}
        @media(prefers-color-scheme:dark){svg{background:#1b1b1f;color:#ddd}.c0{stroke:#6bb4f0}.c1{stroke:#ff9f55}.c2{stroke:#5fd3a8}}
        </style>

        """;

    public static string Draw(EpochReport[] epochs, string title)
    {
        var loss = new Curve("loss", "c0", [.. epochs.Select(epoch => epoch.Loss)]);
        var validation = new Curve("validation loss", "c1", [.. epochs.Select(epoch => epoch.Validation.Loss)]);
        var accuracy = new Curve("accuracy (right axis)", "c2", [.. epochs.Select(epoch => epoch.Validation.Accuracy)]);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        text.Append("<title>").Append(XmlText.Escape(title)).Append("</title>\n").Append(Style.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"{Left}\" y=\"26\">{XmlText.Escape(title)}</text>\n");
        var x = AxisTicks.Linear(epochs.Length > 0 ? epochs[0].Epoch : 0, epochs.Length > 0 ? epochs[^1].Epoch : 1, 8, isWhole: true);
        var y = LossAxis([.. loss.Finite, .. validation.Finite]);
        DrawAxes(text, x, y, accuracy.HasPoints);
        var right = AxisTicks.Linear(0, 1, 5);
        if (accuracy.HasPoints)
        {
            DrawRightAxis(text, right);
        }

        var legend = 0;
        foreach (var curve in new[] { loss, validation, accuracy })
        {
            if (curve.HasPoints)
            {
                DrawCurve(text, curve, epochs, x, curve == accuracy ? right : y);
                DrawLegend(text, curve, legend++);
            }
        }

        if (legend == 0)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{(Top + Bottom) / 2}\" text-anchor=\"middle\">no epoch with a finite loss</text>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    private static AxisTicks LossAxis(double[] losses)
    {
        if (losses.Length == 0)
        {
            return AxisTicks.Linear(0, 1, 5);
        }

        var (least, most) = (losses.Min(), losses.Max());
        return least > 0 && most / least > 100 ? AxisTicks.Logarithmic(least, most, 6) : AxisTicks.Linear(least, most, 6);
    }

    private static void DrawAxes(StringBuilder text, AxisTicks x, AxisTicks y, bool hasRightAxis)
    {
        for (var i = 0; i < y.Marks.Length; i++)
        {
            var place = Vertical(y, y.Marks[i]);
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"g\" d=\"M{Left} {place}H{Right}\"/>");
            text.Append(
                CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{place}\" dy=\"4\" text-anchor=\"end\">{y.Texts[i]}</text>\n");
        }

        for (var i = 0; i < x.Marks.Length; i++)
        {
            var place = Horizontal(x, x.Marks[i]);
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"a\" d=\"M{place} {Bottom}v5\"/>");
            text.Append(
                CultureInfo.InvariantCulture, $"<text x=\"{place}\" y=\"{Bottom + 20}\" text-anchor=\"middle\">{x.Texts[i]}</text>\n");
        }

        text.Append(
            CultureInfo.InvariantCulture, $"<path class=\"a\" d=\"M{Left} {Top}V{Bottom}H{Right}{(hasRightAxis ? $"V{Top}" : "")}\"/>\n");
        text.Append(
            CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 44}\" text-anchor=\"middle\">epoch</text>\n");
        var name = y.IsLogarithmic ? "loss (logarithmic)" : "loss";
        text.Append(
            CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {(Top + Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{name}</text>\n");
    }

    private static void DrawRightAxis(StringBuilder text, AxisTicks axis)
    {
        foreach (var mark in axis.Marks)
        {
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"a\" d=\"M{Right} {Vertical(axis, mark)}h5\"/>");
            text.Append(
                CultureInfo.InvariantCulture, $"<text x=\"{Right + 9}\" y=\"{Vertical(axis, mark)}\" dy=\"4\">{mark * 100:F0} %</text>\n");
        }
    }

    private static void DrawCurve(StringBuilder text, Curve curve, EpochReport[] epochs, AxisTicks x, AxisTicks y)
    {
        // An epoch without a number interrupts the line; a point between two of them would not be seen, so that it gets a circle.
        var line = new StringBuilder();
        for (var i = 0; i < epochs.Length; i++)
        {
            if (!double.IsFinite(curve.Values[i]))
            {
                continue;
            }

            var (across, down) = (Horizontal(x, epochs[i].Epoch), Vertical(y, curve.Values[i]));
            var (follows, goesOn) = (i > 0 && double.IsFinite(curve.Values[i - 1]), i + 1 < epochs.Length && double.IsFinite(curve.Values[i + 1]));
            line.Append(follows ? 'L' : 'M').Append(across).Append(' ').Append(down);
            if (!follows && !goesOn)
            {
                text.Append(CultureInfo.InvariantCulture, $"<circle class=\"{curve.Class}\" cx=\"{across}\" cy=\"{down}\" r=\"3\"/>\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"<path class=\"{curve.Class}\" d=\"{line}\"/>\n");
    }

    private static void DrawLegend(StringBuilder text, Curve curve, int place)
    {
        var (x, y) = (Left + (place * 160), Top - 22);
        text.Append(
            CultureInfo.InvariantCulture, $"<path class=\"{curve.Class}\" d=\"M{x} {y}h24\"/><text x=\"{x + 31}\" y=\"{y}\" dy=\"4\">{curve.Name}</text>\n");
    }

    private static string Horizontal(AxisTicks axis, double value) => Tenths(Left + (axis.Place(value) * (Right - Left)));

    private static string Vertical(AxisTicks axis, double value) => Tenths(Bottom - (axis.Place(value) * (Bottom - Top)));

    private static string Tenths(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private sealed record Curve(string Name, string Class, double[] Values)
    {
        public IEnumerable<double> Finite => Values.Where(double.IsFinite);

        public bool HasPoints => Finite.Any();
    }
}
