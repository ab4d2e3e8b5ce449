using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Importing;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn import</c>: a class and weights from ONNX, or from weights that PyTorch saved.</summary>
internal static class ImportCommand
{
    public static Command Create(ToolOutput output)
    {
        var options = new ImportOptions();
        var command = new Command("import",
            """
            Writes a class with attributes, and its weights as safetensors, from an ONNX model or from the safetensors of a PyTorch module.
            The class is compiled and takes the weights before anything is written. With --verify it also runs on recorded inputs, and must
            give the recorded outputs.

            ONNX tells the whole network. A file of PyTorch weights tells the layers that have weights: give the activations between dense
            layers with --activations, or the whole network with --architecture; layers meet the file's modules in the order of their names,
            or in that of --layers, and keep those names.

            Recorded inputs and outputs are a safetensors file with "input" and "output" (or the network's own names), rows first, or a CSV
            file with a row of inputs, then outputs, per line.

            Examples:
              neurallearn import policy.onnx --out Brains --name Policy --namespace Game --verify recorded.safetensors
              neurallearn import mlp.safetensors --out . --name Critic --activations tanh,tanh,none
              neurallearn import sb3.safetensors --out . --name Actor --layers policy_net.0,policy_net.2,action_net --activations tanh,tanh
              neurallearn import cnn.safetensors --out . --name Digits --architecture "1x28x28 -> conv 8 3x3 relu -> flatten -> dense 10"
            """)
        {
            options.File, options.Out, options.Name, options.Namespace, options.Verify, options.Tolerance, options.Activations, options.Architecture,
            options.Input, options.Layers, options.Outputs, options.Axis, options.Force, options.Json,
        };
        command.SetAction((parsed, stop) => Task.FromResult(Run(options, parsed, output, stop)));
        return command;
    }

    private static int Run(ImportOptions options, ParseResult parsed, ToolOutput output, CancellationToken stop)
    {
        var (file, name, folder) = (parsed.GetRequiredValue(options.File), parsed.GetRequiredValue(options.Name), parsed.GetValue(options.Out) ?? ".");
        DeclaredNetwork.CheckNames(name, parsed.GetValue(options.Namespace));
        var (source, weights) = (Path.Combine(folder, name + ".cs"), Path.Combine(folder, name + ".safetensors"));
        OutputFiles.CheckFree(parsed.GetValue(options.Force), source, weights);
        var model = ModelFile.Read(file);
        var (network, tensors) = model.Onnx is { } onnx
            ? OnnxImporter.Import(onnx, Lengths(parsed.GetValue(options.Axis) ?? []), List(parsed.GetValue(options.Outputs))).Complete(ImportedClass.AutomaticName)
            : SafeTensorsImporter.Import(model.Tensors, List(parsed.GetValue(options.Layers)), parsed.GetValue(options.Architecture), parsed.GetValue(options.Activations), parsed.GetValue(options.Input));
        var imported = ImportedClass.Of(network with { Summary = $"Imported from {Path.GetFileName(file)}." }, tensors, name, parsed.GetValue(options.Namespace));
        var (assembly, instance) = imported.Load(source, stop);
        using (assembly)
        {
            (double Largest, int Row, int Output)? difference = null;
            var rows = 0;
            if (parsed.GetValue(options.Verify) is { } verify)
            {
                var recorded = Recorded.Read(verify, instance.Info);
                (difference, rows) = (recorded.Compare(instance), recorded.Rows);
            }

            var tolerance = parsed.GetValue(options.Tolerance);
            var differs = difference is { } found && !(found.Largest <= tolerance);
            if (!differs)
            {
                OutputFiles.Write((source, imported.SourceBytes()), (weights, imported.Weights));
            }

            if (parsed.GetValue(options.Json))
            {
                PrintJson(output, source, weights, imported, rows, difference?.Largest, tolerance, !differs);
            }
            else
            {
                Print(output, instance.Info, source, weights, imported, rows, difference, tolerance);
            }

            return (int)(differs ? ExitCode.Differs : ExitCode.Success);
        }
    }

    private static void Print(ToolOutput output, NetworkInfo info, string source, string weights, ImportedClass imported, int rows, (double Largest, int Row, int Output)? difference, double tolerance)
    {
        foreach (var line in info.Summary.Split('\n').TakeWhile(line => !line.StartsWith("memory", StringComparison.Ordinal)))
        {
            output.Line(line);
        }

        if (difference is not { } found)
        {
            output.Line($"{source} and {weights} written: {imported.Tensors} tensors, {imported.Values.ToString("N0", CultureInfo.InvariantCulture)} values.");
            output.Line("Not verified: --verify runs it on recorded inputs and compares the outputs.");
            return;
        }

        var largest = found.Largest.ToString("G3", CultureInfo.InvariantCulture);
        if (found.Largest <= tolerance)
        {
            output.Line($"{source} and {weights} written: {imported.Tensors} tensors, {imported.Values.ToString("N0", CultureInfo.InvariantCulture)} values.");
            output.Line($"Verified on {rows} recorded rows: the largest difference is {largest}.");
            return;
        }

        output.Problem($"Not the recorded outputs: the largest difference of {rows} rows is {largest}, at row {found.Row}, output {found.Output}; {tolerance.ToString("G3", CultureInfo.InvariantCulture)} is allowed (--tolerance). Nothing was written.");
    }

    private static void PrintJson(ToolOutput output, string source, string weights, ImportedClass imported, int rows, double? largest, double tolerance, bool written) =>
        output.Line(JsonSerializer.Serialize(new
        {
            source,
            weights,
            written,
            tensors = imported.Tensors,
            values = imported.Values,
            verifiedRows = rows,
            largestDifference = largest is { } number && double.IsFinite(number) ? number : (double?)null,
            tolerance,
        }));

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Dictionary<string, long> Lengths(string[] axes)
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var axis in axes)
        {
            var parts = axis.Split('=');
            lengths[parts[0]] = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0 ? length
                : throw new ToolFailure($"--axis '{axis}': a name and a length are expected, as in seq=64.", ExitCode.Usage);
        }

        return lengths;
    }

    private sealed class ImportOptions
    {
        public Argument<string> File { get; } = new("file") { Description = "An ONNX or safetensors file." };

        public Option<string?> Out { get; } = new("--out", "-o") { Description = "The folder for <name>.cs and <name>.safetensors. By default this one." };

        public Option<string> Name { get; } = new("--name", "-n") { Description = "The name of the class.", Required = true };

        public Option<string?> Namespace { get; } = new("--namespace") { Description = "The namespace of the class; none if left out." };

        public Option<string?> Verify { get; } = new("--verify") { Description = "Recorded inputs and outputs that the class must reproduce." };

        public Option<double> Tolerance { get; } = new("--tolerance") { Description = "The largest difference allowed.", DefaultValueFactory = _ => 1e-5 };

        public Option<string?> Activations { get; } = new("--activations") { Description = "Of PyTorch weights: one per dense layer, as in relu,relu,none." };

        public Option<string?> Architecture { get; } = new("--architecture") { Description = "Of PyTorch weights: the network in one line, as new takes it." };

        public Option<string?> Input { get; } = new("--input") { Description = "Of PyTorch weights: the input, as in \"64x6 sequence\"." };

        public Option<string?> Layers { get; } = new("--layers") { Description = "Of PyTorch weights: the modules to take, in their order." };

        public Option<string?> Outputs { get; } = new("--outputs") { Description = "Of ONNX: the outputs to take. By default all." };

        public Option<string[]> Axis { get; } = new("--axis") { Description = "Of ONNX: the length of an open axis, as in seq=64. May be repeated." };

        public Option<bool> Force { get; } = new("--force") { Description = "Replace files that are there." };

        public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object." };
    }
}
