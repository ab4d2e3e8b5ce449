using System.Globalization;
using System.Text;
using NeuralLearn.Compiled;
using Spectre.Console;
using TextbookRegression;

const int Epochs = 4000;
const double Tolerance = 1e-7;

// The noise alone costs ½ · 0.05² = 0.00125; a fit that comes near is as good as there can be.
const double Enough = 0.0025;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
var points = Points.Draw(seed: 1);

console.MarkupLine("[bold]The classic example[/]: one hidden layer of sigmoid units, a linear output, L = ½ Σ (y - t)² averaged over the rows.");
console.WriteLine();
console.WriteLine(Curve.Summary());
console.WriteLine();
console.MarkupLine("[bold]1. One step by hand[/]: forward, backward, update.");
var agrees = ByHand.Compare(console, x: 0.8f, t: 0.5f);
console.MarkupLine(Verdict(agrees) + " all 31 gradients and the step are the same by hand and by the network.");
console.WriteLine();

console.MarkupLine($"[bold]2. Gradient descent three ways[/], from the same weights, until |Lₑ - Lₑ₋₁| < {Tolerance:0e0} or {Epochs} epochs.");
var reports = Descent.All.Select(way => (Way: way, Report: way.Run(points, Epochs, Tolerance))).ToList();
var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("epoch").RightAligned());
foreach (var (way, _) in reports)
{
    table.AddColumn(new TableColumn($"{way.Name}\nk = {way.BatchSize}, η = {way.LearningRate}").RightAligned());
}

foreach (var epoch in new[] { 1, 2, 5, 10, 50, 100, 500, 1000, 2000, 4000 })
{
    table.AddRow([epoch.ToString(), .. reports.Select(run => epoch <= run.Report.History.Count ? $"{run.Report.History[epoch - 1].Loss:F6}" : "")]);
}

table.AddRow(["last", .. reports.Select(run => $"{run.Report.History[^1].Loss:F6}")]);
table.AddRow(["epochs", .. reports.Select(run => $"{run.Report.History.Count}")]);
table.AddRow(["steps", .. reports.Select(run => $"{run.Report.Steps}")]);
table.AddRow(["stopped by", .. reports.Select(run => run.Report.Reason.ToString())]);
console.Write(table);

var learnt = true;
foreach (var (way, report) in reports)
{
    var loss = Trainer.Evaluate(way.Network, points).Loss;
    learnt &= loss < Enough;
    var file = Path.Combine(AppContext.BaseDirectory, way.Name + ".svg");
    File.WriteAllText(file, report.History.ToSvg($"{way.Name}: loss per epoch"));
    console.MarkupLineInterpolated($"{way.Name,-10}  loss {loss:F6} after learning, curve in {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}");
}

console.MarkupLine(Verdict(learnt) + $" every way comes below {Enough}.");
console.WriteLine();
console.MarkupLine("[bold]3. The curve[/] that the mini-batches found (█) through the points (·).");
var network = reports[1].Way.Network;
var output = new float[1];
foreach (var line in Plot.Draw(
    [.. Enumerable.Range(0, points.Count).Select(row => ((double)points.Input(row)[0], (double)points.Target(row)[0]))],
    x =>
    {
        network.Forward([(float)x], output);
        return output[0];
    }))
{
    console.WriteLine(line);
}

return agrees && learnt ? 0 : 1;

static string Verdict(bool good) => good ? "[green]ok    [/]" : "[red]failed[/]";
