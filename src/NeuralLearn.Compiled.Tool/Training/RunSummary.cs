using System.Globalization;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What a training came to, for people.</summary>
internal sealed class RunSummary(ToolOutput output)
{
    private const int MostClasses = 20;

    public void Print(RunFile run, string folder)
    {
        var result = run.Result;
        output.Line("");
        output.Line(Why(run) + (result.BestEpoch is { } best ? string.Create(CultureInfo.InvariantCulture, $" The weights are those of epoch {best}.") : ""));
        PrintMetrics(result);
        PrintConfusion(run.Confusion);
        output.Line("");
        output.Line($"Saved in {folder}: {run.Files.Weights}, {run.Files.Source}, {RunFolder.RunName}");
        if (result.Reason == "cancelled")
        {
            output.Line("The same command with --resume goes on from here.");
        }

        output.Line($"A report: neurallearn report {Path.Combine(folder, RunFolder.RunName)} --out report.html");
    }

    private static string Why(RunFile run)
    {
        var result = run.Result;
        var time = TrainingText.Seconds(TimeSpan.FromSeconds(result.Seconds));
        var done = string.Create(CultureInfo.InvariantCulture, $"{result.Epochs} epochs in {time}, {TrainingText.Grouped(result.RowsPerSecond)} rows/s.");
        return result.Reason switch
        {
            "patience" => $"No improvement for {run.Settings.Patience} epochs: {done}",
            "cancelled" => $"Stopped: {done}",
            "diverged" => $"Diverged: {done}",
            _ => $"Done: {done}",
        };
    }

    private void PrintMetrics(RunResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("rows");
        table.AddColumn(new TableColumn("loss").RightAligned());
        var metrics = new[] { ("training", result.Training), ("validation", result.Validation) }.Where(line => line.Item2 is not null).ToList();
        if (metrics.Count == 0)
        {
            return;
        }

        var (isClasses, isValues) = (metrics[0].Item2!.Accuracy is not null, metrics[0].Item2!.RSquared is not null);
        foreach (var heading in isClasses ? ["accuracy"] : isValues ? ["mean absolute error", "R²"] : Array.Empty<string>())
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var (name, line) in metrics)
        {
            List<string> cells = [$"{TrainingText.Grouped(line!.Rows)} {name}", TrainingText.Number(line.Loss ?? double.NaN)];
            cells.AddRange(isClasses ? [TrainingText.Percent(line.Accuracy ?? double.NaN)]
                : isValues ? [TrainingText.Number(line.MeanAbsoluteError ?? double.NaN), (line.RSquared ?? double.NaN).ToString("F4", CultureInfo.InvariantCulture)]
                : []);
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        output.Out.Write(table);
    }

    private void PrintConfusion(RunConfusion? confusion)
    {
        if (confusion is null || confusion.Classes.Count > MostClasses)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn($"[grey]{confusion.Of}: is \\ taken for[/]");
        foreach (var name in confusion.Classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(FileText.Printable(name))).RightAligned());
        }

        for (var actual = 0; actual < confusion.Classes.Count; actual++)
        {
            var row = confusion.Counts[actual];
            table.AddRow([Markup.Escape(FileText.Printable(confusion.Classes[actual])), .. row.Select((count, predicted) => Cell(count, predicted == actual))]);
        }

        output.Out.Write(table);
    }

    private static string Cell(long count, bool isRight)
    {
        var text = count.ToString(CultureInfo.InvariantCulture);
        return count == 0 ? $"[grey]{text}[/]" : isRight ? $"[green]{text}[/]" : $"[red]{text}[/]";
    }
}
