using System.CommandLine;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Reporting;
using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn report</c>.</summary>
internal static class ReportCommand
{
    private const string Description = """
        Writes a report as one HTML file: layers, cost, curves of the loss, confusion matrix, weights, settings.

        It is about a run of 'neurallearn train', whose weights are found beside the run file, or about a network that is
        declared in C# or compiled, with a weights file or without. The file loads nothing else and needs no scripts; it is
        light or dark as the reader's system is. The same run gives the same file, so one that is there is replaced.

        Examples:
          neurallearn report iris-run/run.json --out iris.html
          neurallearn report --source Steering.cs --weights steering.safetensors
          neurallearn report --source bin/Release/net10.0/Game.dll --network Steering
        """;

    public static Command Create(ToolOutput output)
    {
        var run = new Argument<string?>("RUN.json") { Description = "What 'neurallearn train' wrote, or its folder; else --source is needed.", Arity = ArgumentArity.ZeroOrOne };
        var source = new Option<string?>("--source", "-s") { Description = "A file of C# or a compiled assembly that declares the network.", HelpName = "FILE.cs|App.dll" };
        var network = new Option<string?>("--network", "-n") { Description = "The name of the class where there are several.", HelpName = "NAME" };
        var weights = new Option<string?>("--weights", "-w") { Description = "A safetensors file. [default: the one of the run, or what is baked into the class]", HelpName = "FILE" };
        var to = new Option<string>("--out", "-o") { Description = "Where to write; a file that is there is replaced.", HelpName = "FILE.html", DefaultValueFactory = _ => "report.html" };
        var command = new Command("report", Description) { run, source, network, weights, to };
        command.Validators.Add(result =>
        {
            var (hasRun, hasSource) = (result.GetValue(run) is not null, result.GetValue(source) is not null);
            if (hasRun == hasSource)
            {
                result.AddError(hasRun ? "A report is about a run or about --source, not both." : "What the report is about is missing: a run file of 'neurallearn train', or --source.");
            }
        });
        command.SetAction((parsed, stop) => Task.Run(
            () =>
            {
                var content = parsed.GetValue(run) is { } path ? OfRun(path, parsed.GetValue(weights), output)
                    : OfSource(parsed.GetValue(source)!, parsed.GetValue(network), parsed.GetValue(weights), output, stop);
                var html = new HtmlReport(content).ToString();
                var file = parsed.GetRequiredValue(to);
                OutputFiles.CheckFree(force: true, file);
                OutputFiles.Write((file, System.Text.Encoding.UTF8.GetBytes(html)));
                output.Line($"Wrote {file}, {TrainingText.Grouped(System.Text.Encoding.UTF8.GetByteCount(html))} bytes.");
                return (int)ExitCode.Success;
            },
            CancellationToken.None));
        return command;
    }

    private static ReportContent OfRun(string path, string? weights, ToolOutput output)
    {
        path = Directory.Exists(path) ? Path.Combine(path, RunFolder.RunName) : path;
        var run = RunFile.Read(path);
        if (weights is not null)
        {
            return new ReportContent(run.Network, run, Histograms(weights));
        }

        // The name comes from a file: it must not lead elsewhere.
        var name = run.Files.Weights;
        if (name != Path.GetFileName(name) || name.Length == 0)
        {
            throw new ToolFailure($"{path}: the weights '{FileText.Printable(name)}' are not beside the run file; name them with --weights.");
        }

        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
        if (!File.Exists(beside))
        {
            output.Error.Profile.Out.Writer.WriteLine($"There is no {FileText.Printable(name)} beside {path}: the report is without weights.");
            return new ReportContent(run.Network, run, null);
        }

        return new ReportContent(run.Network, run, Histograms(beside));
    }

    private static ReportContent OfSource(string source, string? name, string? weights, ToolOutput output, CancellationToken stop)
    {
        using var assembly = NetworkAssembly.Open(source, stop);
        var network = assembly.Find(name);
        var instance = network.CreateAsDeclared();
        if (weights is not null)
        {
            NetworkWeights.Load(instance, weights);
        }
        else if (NetworkWeights.Origin(network) is { } origin)
        {
            output.Error.Profile.Out.Writer.WriteLine(origin);
        }

        var histograms = weights is not null ? Histograms(weights) : network.BakedFile is not null ? TensorHistogram.OfNetwork(instance) : null;
        return new ReportContent(NetworkDescription.Of(network, instance.Info), null, histograms);
    }

    private static IReadOnlyList<TensorHistogram> Histograms(string path) => Refusals.Said(() => TensorHistogram.OfFile(path));
}
