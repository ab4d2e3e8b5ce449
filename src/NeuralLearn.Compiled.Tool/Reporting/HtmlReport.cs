using System.Globalization;
using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>What a report is about.</summary>
/// <param name="Network">Its layers and cost.</param>
/// <param name="Run">The training; null where there is none to tell of.</param>
/// <param name="Tensors">The weights; null where they are not at hand.</param>
internal sealed record ReportContent(NetworkDescription Network, RunFile? Run, IReadOnlyList<TensorHistogram>? Tensors);

/// <summary>A report as one HTML file that asks for nothing else. The same content gives the same text.</summary>
internal sealed class HtmlReport(ReportContent content)
{
    private readonly MarkupWriter _html = new();

    public override string ToString()
    {
        var title = $"{content.Network.Name}: {(content.Run is null ? "network" : "training")} report";
        _html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        _html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        _html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
        _html.Element("title", title).Raw("\n<style>\n").Raw(ReportStyle.Sheet.ReplaceLineEndings("\n")).Raw("\n</style>\n</head>\n<body>\n<main>\n");
        Head();
        if (content.Run is { } run)
        {
            new RunSections(_html, run).Curves();
            new RunSections(_html, run).Confusion();
        }

        Layers();
        Cost();
        Weights();
        if (content.Run is { } settings)
        {
            new RunSections(_html, settings).Settings();
        }

        _html.Raw("<footer>Written by neurallearn report, a part of NeuralLearn.Compiled.</footer>\n</main>\n</body>\n</html>\n");
        return _html.ToString();
    }

    internal static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Bytes(long value) => value < 10_000 ? $"{Grouped(value)} B"
        : value < 10_000_000 ? (value / 1000.0).ToString("#,0.#", CultureInfo.InvariantCulture) + " kB"
        : (value / 1e6).ToString("#,0.#", CultureInfo.InvariantCulture) + " MB";

    private void Head()
    {
        var network = content.Network;
        _html.Raw("<header>\n").Element("h1", network.Name).Line();
        _html.Raw("<p class=\"soft\">");
        if (content.Run is { } run)
        {
            _html.Text($"{RunSections.Why(run)} on {run.Data.File}: {Grouped(run.Data.TrainingRows)} rows to learn from, {Grouped(run.Data.ValidationRows)} held back to measure by.");
        }
        else
        {
            _html.Text($"{Grouped(network.InputSize)} inputs, {Grouped(network.OutputSize)} outputs.");
        }

        _html.Raw("</p>\n</header>\n<dl class=\"facts\">\n");
        foreach (var (name, value, unit) in Facts())
        {
            _html.Raw("<div>").Element("dt", name).Raw("<dd>").Text(value.Replace(' ', '\u00A0')).Raw(unit.Length == 0 ? "" : " ");
            if (unit.Length > 0)
            {
                _html.Element("small", unit);
            }

            _html.Raw("</dd></div>\n");
        }

        _html.Raw("</dl>\n");
        if (content.Run?.Result.Reason == "diverged")
        {
            _html.Raw("<p class=\"warning\">The loss became infinite or no number, and the training ended. The weights are those of the best epoch before.</p>\n");
        }
    }

    private IEnumerable<(string Name, string Value, string Unit)> Facts()
    {
        if (content.Run is { } run)
        {
            var (metrics, of) = run.Result.Validation is { } held ? (held, "validation") : (run.Result.Training, "training");
            if (metrics?.Accuracy is { } accuracy)
            {
                yield return ("Accuracy, " + of, TrainingText.Percent(accuracy), "");
            }

            if (metrics?.RSquared is { } fit)
            {
                yield return ("R², " + of, fit.ToString("F3", CultureInfo.InvariantCulture), "");
            }

            if (metrics?.Loss is { } loss)
            {
                yield return ("Loss, " + of, TrainingText.Number(loss), "");
            }

            yield return ("Epochs", Grouped(run.Result.Epochs), run.Result.BestEpoch is { } best ? $"best: {Grouped(best)}" : "");
            yield return ("Time", TrainingText.Seconds(TimeSpan.FromSeconds(run.Result.Seconds)), "");
        }

        yield return ("Parameters", Grouped(content.Network.Cost.Parameters), "");
        yield return ("Weights", Bytes(content.Network.Cost.WeightBytes), "");
        if (content.Run is null)
        {
            yield return ("Multiply-adds a row", Grouped(content.Network.Cost.MultiplyAdds), "");
            yield return ("Stack", Bytes(content.Network.Cost.StackBytes), "");
        }
    }

    private void Layers()
    {
        var network = content.Network;
        var total = Math.Max(network.Layers.Sum(layer => layer.Parameters), 1);
        _html.Raw("<section>\n<h2>Layers</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Layer</th><th scope=\"col\">Declared as</th><th scope=\"col\">Shapes</th>")
            .Raw("<th scope=\"col\" class=\"n\">Parameters</th><th scope=\"col\" class=\"n\">Multiply-adds</th><th scope=\"col\" class=\"share\">Share of parameters</th></tr></thead>\n<tbody>\n");
        foreach (var layer in network.Layers)
        {
            _html.Raw("<tr>").Element("th", layer.Name, "scope=\"row\"").Raw("<td>").Element("code", layer.Declared).Raw("</td>")
                .Raw("<td class=\"shape\">").Text(layer.Shapes).Raw("</td>")
                .Element("td", layer.Parameters == 0 ? "" : Grouped(layer.Parameters), "class=\"n\"")
                .Element("td", layer.MultiplyAdds == 0 ? "" : Grouped(layer.MultiplyAdds), "class=\"n\"")
                .Raw("<td class=\"share\">");
            if (layer.Parameters > 0)
            {
                var percent = (100.0 * layer.Parameters / total).ToString("0.#", CultureInfo.InvariantCulture);
                _html.Raw($"<span style=\"width:max(2px,{percent}%)\" title=\"{percent} %\"></span>");
            }

            _html.Raw("</td></tr>\n");
        }

        _html.Raw("</tbody>\n<tfoot><tr><th scope=\"row\">total</th><td></td><td></td>")
            .Element("td", Grouped(network.Layers.Sum(layer => layer.Parameters)), "class=\"n\"").Element("td", Grouped(network.Layers.Sum(layer => layer.MultiplyAdds)), "class=\"n\"")
            .Raw("<td></td></tr></tfoot>\n</table></div>\n");
        if (network.Notes.Count > 0)
        {
            _html.Raw("<ul class=\"soft\">");
            foreach (var note in network.Notes)
            {
                _html.Element("li", note);
            }

            _html.Raw("</ul>\n");
        }

        _html.Raw("</section>\n");
    }

    private void Cost()
    {
        _html.Raw("<section>\n<h2>Cost</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\" class=\"n\">How much</th><th scope=\"col\">Which is</th></tr></thead>\n<tbody>\n");
        foreach (var line in content.Network.Cost.Lines(content.Network.Learns))
        {
            _html.Raw("<tr>").Element("th", line.Name, "scope=\"row\"").Element("td", line.Unit == "bytes" ? Bytes(line.Value) : Grouped(line.Value), $"class=\"n\" title=\"{Grouped(line.Value)}\"")
                .Element("td", line.Meaning, "class=\"soft\"").Raw("</tr>\n");
        }

        _html.Raw("</tbody>\n</table></div>\n</section>\n");
    }

    private void Weights()
    {
        if (content.Tensors is null)
        {
            return;
        }

        _html.Raw("<section>\n<h2>Weights</h2>\n<p class=\"soft\">How the values of each tensor are spread; the dotted line is 0.</p>\n<div class=\"tensors\">\n");
        foreach (var tensor in content.Tensors)
        {
            _html.Raw("<figure>").Element("h3", tensor.Name).Raw("<figcaption>")
                .Text($"{tensor.Shape}, mean {HistogramChart.Number(tensor.Mean)}, deviation {HistogramChart.Number(tensor.Deviation)}").Raw("</figcaption>\n");
            HistogramChart.Draw(_html, tensor);
            if (tensor.NotFinite > 0)
            {
                _html.Element("p", $"{Grouped(tensor.NotFinite)} values are infinite or no number.", "class=\"warning\"");
            }

            _html.Raw("</figure>\n");
        }

        _html.Raw("</div>\n</section>\n");
    }
}
