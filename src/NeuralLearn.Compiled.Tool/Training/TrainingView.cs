using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>A training as it is drawn while it runs.</summary>
internal static class TrainingView
{
    private const int LongestBar = 48;

    /// <summary>Room for the widest of what stands behind bar and curves: speed, time and time left.</summary>
    private const int Figures = 36;

    public static IRenderable Draw(TrainingProgress progress, Profile profile)
    {
        var isUnicode = profile.Capabilities.Unicode;
        var longest = Math.Max("validation".Length, string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epochs}/{progress.Epochs}").Length);
        var width = Math.Clamp(profile.Width - longest - Figures - 4, 6, LongestBar);
        var last = progress.History.Count > 0 ? progress.History[^1] : null;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap());
        grid.AddRow(
            new Markup(string.Create(CultureInfo.InvariantCulture, $"[bold]epoch[/] {progress.History.Count}/{progress.Epochs}")),
            Bar(progress.Share, width, isUnicode),
            new Markup($"{TrainingText.Grouped(progress.RowsPerSecond)} rows/s  [grey]{TrainingText.Time(progress.Elapsed)}[/]{(progress.Left is { } left ? $"  ETA {TrainingText.Time(left)}" : "")}"));

        // As many lines from the start as there will be: the terminal moves up by lines, and the text below stays where it is.
        grid.AddRow(
            new Markup("[blue]loss[/]"),
            Curve(progress.History.Select(epoch => epoch.Loss), width, isUnicode, "blue"),
            new Markup(last is null ? "" : TrainingText.Number(last.Loss)));
        if (progress.HasValidation)
        {
            grid.AddRow(
                new Markup("[darkorange]validation[/]"),
                Curve(progress.History.Select(epoch => epoch.Validation.Loss), width, isUnicode, "darkorange"),
                new Markup(last is null ? "" : Markup.Escape(TrainingText.Metrics(last.Validation))));
        }

        var best = progress.Best is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"epoch {found.Epoch}, loss {TrainingText.Number(progress.HasValidation ? found.Validation.Loss : found.Loss)}")
            : "";
        grid.AddRow(new Markup("[grey]best[/]"), new Markup(""), new Markup($"[grey]{best}[/]"));
        return new Rows(grid, new Markup("[grey]Ctrl+C stops and saves the best[/]"));
    }

    private static Markup Curve(IEnumerable<double> values, int width, bool isUnicode, string colour) =>
        new($"[{colour}]{Markup.Escape(TrainingText.Sparkline([.. values], width, isUnicode).PadRight(width))}[/]");

    private static Markup Bar(double share, int width, bool isUnicode)
    {
        var done = (int)Math.Floor(share * width);
        return isUnicode
            ? new Markup($"[green]{new string('━', done)}[/][grey23]{new string('━', width - done)}[/]")
            : new Markup(Markup.Escape($"{new string('#', done)}{new string('-', width - done)}"));
    }
}
