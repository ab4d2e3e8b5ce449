using System.Diagnostics;
using System.Globalization;
using System.Text;
using NeuralLearn.Compiled;
using QuickStart;
using Spectre.Console;

const double Required = 0.97;

// Of the split, the order of the rows and the weights: every run prints the same numbers. Another seed holds back other rows, and 360
// are few: over the seeds 0 to 19 accuracy lies between 95.0 % and 99.2 %, on average at 97.4 %. One can be given as an argument.
var seed = args.Length > 0 ? ulong.Parse(args[0], CultureInfo.InvariantCulture) : 8;

// Consoles on Windows speak UTF-8 only when told to; the layer table and the bars need it.
Console.OutputEncoding = Encoding.UTF8;

var console = TrainingView.OpenConsole();
var file = Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv");
var (training, heldBack) = Dataset.FromCsv(file, new CsvOptions { Label = "target" }).Split(0.8, seed, stratify: true);
console.MarkupLine($"[bold]Handwritten digits[/]: {training.Count} to learn from, {heldBack.Count} held back.");
console.WriteLine();
console.WriteLine(Digits.Summary());
console.WriteLine();

// Mean and deviation of the pixels are measured here, saved with the weights, and so never forgotten when the network is used.
var network = new Digits(seed);
for (var row = 0; row < training.Count; row++)
{
    network.UpdateStandardize(training.Input(row));
}

var options = new FitOptions { Epochs = 20, BatchSize = 32, Seed = seed, Validation = heldBack, Schedule = Schedule.Cosine() };
var watch = Stopwatch.StartNew();
var report = TrainingView.Show(console, options.Epochs, each => Trainer.Fit(network, training, options, each));
var seconds = watch.Elapsed.TotalSeconds;

var learnt = report.Validation.Accuracy >= Required;
var same = RoundTrip.HaveTheSameBits(network, RoundTrip.SaveAndLoad(network), heldBack);

console.WriteLine();
console.WriteLine("Held-back digits, one row per digit, one column per answer:");
console.WriteLine($"{report.Validation.Confusion}");
console.WriteLine();
console.MarkupLine($"{Verdict(learnt)} {report.Validation.Accuracy:P1} of the held-back digits are right, after {seconds:F2} s of learning.");
console.MarkupLine($"{Verdict(same)} Saved and loaded again: weights and answers {(same ? "have the same bits" : "differ")}.");
return learnt && same ? 0 : 1;

static string Verdict(bool good) => good ? "[green]ok    [/]" : "[red]failed[/]";
