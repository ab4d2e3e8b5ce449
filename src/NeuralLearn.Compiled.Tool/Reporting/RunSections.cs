using System.Globalization;
using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>What a report says of a training.</summary>
internal sealed class RunSections(MarkupWriter html, RunFile run)
{
    private const int MostLines = 500;
    private const int MostPoints = 1000;

    /// <summary>From this share of a row on, its shade is dark enough for the page's own colour as text.</summary>
    private const double DarkFrom = 0.55;

    public static string Why(RunFile run) => run.Result.Reason switch
    {
        "patience" => "Trained until it improved no more",
        "cancelled" => "Trained until it was stopped",
        "diverged" => "Trained until it diverged",
        _ => "Trained",
    };

    public void Curves()
    {
        if (run.History.Count == 0)
        {
            return;
        }

        // More than a screen has dots would only make the file larger.
        var history = Thinned(MostPoints);
        int[] epochs = [.. history.Select(epoch => epoch.Epoch)];
        html.Raw("<section>\n<h2>Loss</h2>\n<figure>\n");
        new LineChart("Loss", "loss", epochs,
        [
            new("training", "a", [.. history.Select(epoch => epoch.Loss)]),
            new("validation", "b", [.. history.Select(epoch => epoch.Validation?.Loss)]),
        ])
        { Mark = run.Result.BestEpoch }.Draw(html);
        html.Raw("<figcaption>Mean loss of each epoch. Training losses are measured before the step that they lead to, so the first ones are higher.</figcaption>\n</figure>\n");
        if (run.History.Any(epoch => epoch.Validation?.Accuracy is not null))
        {
            html.Raw("</section>\n<section>\n<h2>Accuracy</h2>\n<figure>\n");
            new LineChart("Accuracy", "right", epochs, [new("validation", "c", [.. history.Select(epoch => epoch.Validation?.Accuracy)])])
            {
                Mark = run.Result.BestEpoch,
                IsPercent = true,
            }.Draw(html);
            html.Raw("<figcaption>Share of the rows held back that are right.</figcaption>\n</figure>\n");
        }

        Table();
        html.Raw("</section>\n");
    }

    public void Confusion()
    {
        if (run.Confusion is not { } confusion)
        {
            return;
        }

        // Many names beside each other would be broken down to single letters: then they stand on end.
        var isUpright = confusion.Classes.Sum(name => Math.Max(4, name.Length)) > 70;
        html.Raw("<section>\n<h2>Confusion matrix</h2>\n<p class=\"soft\">")
            .Text($"{(confusion.Of == "validation" ? "Rows held back" : "Rows learnt from")}: a line for each class as it is, a column for each as it was taken for. Shades are shares of a line.")
            .Raw("</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion matrix\"><table class=\"").Text(isUpright ? "confusion upright" : "confusion").Raw("\" aria-label=\"Confusion matrix\">\n<thead><tr><th class=\"corner\" scope=\"col\">is \\ taken for</th>");
        foreach (var name in confusion.Classes)
        {
            html.Element("th", name, "scope=\"col\"");
        }

        html.Raw("<th scope=\"col\">recall</th></tr></thead>\n<tbody>\n");
        for (var actual = 0; actual < confusion.Classes.Count; actual++)
        {
            html.Raw("<tr>").Element("th", confusion.Classes[actual], "scope=\"row\"");
            var all = confusion.Counts[actual].Sum();
            for (var predicted = 0; predicted < confusion.Classes.Count; predicted++)
            {
                Cell(confusion, actual, predicted, all);
            }

            html.Element("td", Share(confusion.Counts[actual][actual], all)).Raw("</tr>\n");
        }

        html.Raw("</tbody>\n<tfoot><tr><th scope=\"row\">precision</th>");
        for (var predicted = 0; predicted < confusion.Classes.Count; predicted++)
        {
            html.Element("td", Share(confusion.Counts[predicted][predicted], confusion.Counts.Sum(row => row[predicted])));
        }

        var right = Enumerable.Range(0, confusion.Classes.Count).Sum(number => confusion.Counts[number][number]);
        html.Element("td", Share(right, confusion.Counts.Sum(row => row.Sum())), "title=\"all that are right\"").Raw("</tr></tfoot>\n</table></div>\n</section>\n");
    }

    public void Settings()
    {
        var (settings, data) = (run.Settings, run.Data);
        html.Raw("<section>\n<h2>Settings and data</h2>\n<div class=\"pair\">\n<table><tbody>\n");
        Pair("Epochs, at most", HtmlReport.Grouped(settings.Epochs));
        Pair("Rows per step", HtmlReport.Grouped(settings.BatchSize));
        Pair("Steps taken", HtmlReport.Grouped(run.Result.Steps));
        Pair("Learning rate", settings.LearningRate.ToString("G6", CultureInfo.InvariantCulture));
        Pair("Schedule", settings.Schedule ?? "none");
        Pair("Patience", settings.Patience is { } patience ? $"{HtmlReport.Grouped(patience)} epochs" : "none");
        Pair("Held back", settings.Validation);
        Pair("Seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        Pair("Inputs standardized", settings.Standardized ? "yes, by the network" : "no");
        Pair("Rows per second", HtmlReport.Grouped((long)Math.Round(run.Result.RowsPerSecond)));
        html.Raw("</tbody></table>\n<table><tbody>\n");
        Pair("Data", data.File);
        Pair(data.Inputs.Count == 1 ? "Input column" : $"{HtmlReport.Grouped(data.Inputs.Count)} input columns", Listed(data.Inputs));
        Pair("Learnt", Listed(data.Targets));
        if (data.Classes.Count > 0)
        {
            Pair($"{HtmlReport.Grouped(data.Classes.Count)} classes", Listed(data.Classes));
        }

        if (settings.Architecture is { } architecture)
        {
            Pair("Architecture", architecture);
        }

        Pair("Class", run.Files.Source);
        Pair("Weights", run.Files.Weights);
        html.Raw("</tbody></table>\n</div>\n</section>\n");
    }

    /// <summary>All epochs, or every so many of them with the last one and the one that was kept.</summary>
    private List<RunEpoch> Thinned(int most)
    {
        var stride = ((run.History.Count - 1) / most) + 1;
        return [.. run.History.Where((epoch, i) => i % stride == 0 || i == run.History.Count - 1 || epoch.Epoch == run.Result.BestEpoch)];
    }

    private static string Share(long part, long all) => all == 0 ? "–" : (100.0 * part / all).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Listed(IReadOnlyList<string> names)
    {
        const int Shown = 40;
        return names.Count == 0 ? "none" : string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $", … {HtmlReport.Grouped(names.Count - Shown)} more" : "");
    }

    private void Pair(string name, string value) => html.Raw("<tr>").Element("th", name, "scope=\"row\"").Element("td", value, "style=\"overflow-wrap:anywhere\"").Raw("</tr>\n");

    private void Cell(RunConfusion confusion, int actual, int predicted, long all)
    {
        var count = confusion.Counts[actual][predicted];
        if (count == 0)
        {
            html.Raw("<td class=\"zero-count\">0</td>");
            return;
        }

        var share = (double)count / all;
        var colour = actual == predicted ? "good" : "bad";
        var text = share >= DarkFrom ? ";color:var(--page);font-weight:600" : "";
        var strength = share >= DarkFrom ? "1" : (0.1 + (share * 0.6)).ToString("0.##", CultureInfo.InvariantCulture);
        html.Raw($"<td style=\"background:rgb(var(--{colour})/{strength}){text}\" title=\"")
            .Text($"{confusion.Classes[actual]} taken for {confusion.Classes[predicted]}: {Share(count, all)}").Raw("\">").Text(HtmlReport.Grouped(count)).Raw("</td>");
    }

    private void Table()
    {
        html.Raw("<details><summary>The epochs as a table</summary>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\" class=\"n\">Epoch</th><th scope=\"col\" class=\"n\">Training loss</th>")
            .Raw("<th scope=\"col\" class=\"n\">Validation loss</th><th scope=\"col\" class=\"n\">Accuracy</th><th scope=\"col\" class=\"n\">Learning rate</th></tr></thead>\n<tbody>\n");
        foreach (var epoch in Thinned(MostLines))
        {
            static string Number(double? value) => value is { } number ? TrainingText.Number(number) : "";
            html.Raw("<tr>").Element("th", HtmlReport.Grouped(epoch.Epoch), "scope=\"row\" class=\"n\"").Element("td", Number(epoch.Loss), "class=\"n\"")
                .Element("td", Number(epoch.Validation?.Loss), "class=\"n\"").Element("td", epoch.Validation?.Accuracy is { } accuracy ? TrainingText.Percent(accuracy) : "", "class=\"n\"")
                .Element("td", epoch.LearningRate.ToString("G6", CultureInfo.InvariantCulture), "class=\"n\"").Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div></details>\n");
    }
}
