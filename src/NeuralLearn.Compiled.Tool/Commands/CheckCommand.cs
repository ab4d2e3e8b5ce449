using System.CommandLine;
using System.Text.Json;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Files;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn check</c>: whether a file of weights fits a network.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolOutput output)
    {
        var path = new Argument<string>("file") { Description = "The weights, a safetensors file." };
        var assembly = new Argument<string?>("assembly") { Description = "The .dll with the compiled network.", Arity = ArgumentArity.ZeroOrOne };
        var source = new Option<string?>("--source", "-s") { Description = "The .cs file with the class, instead of an assembly." };
        var network = new Option<string?>("--network", "-n") { Description = "The class, where there are several." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("check",
            """
            Compares a file of weights with a network: tensors that are missing, unknown, or of another shape or type. The exit code is 0
            where the file fits, 1 where it does not, and 3 where one of them cannot be read.

            Examples:
              neurallearn check digits.safetensors bin/Release/net10.0/Game.dll --network Digits
              neurallearn check digits.safetensors --source Digits.cs
            """)
        {
            path, assembly, source, network, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var file = parsed.GetRequiredValue(path);
            var from = (parsed.GetValue(source), parsed.GetValue(assembly)) switch
            {
                ({ } text, null) => text,
                (null, { } compiled) => compiled,
                (null, null) => throw new ToolFailure("What to compare with? Name an assembly, or a class with --source File.cs.", ExitCode.Usage),
                _ => throw new ToolFailure("An assembly and --source are given; one of them is compared with.", ExitCode.Usage),
            };

            // Read once: it may be a pipe, or another file the next time.
            var bytes = ModelFile.ReadBytes(file);
            var model = ModelFile.Of(file, bytes);
            if (model.Onnx is not null)
            {
                throw new ToolFailure($"{file} is an ONNX model; import makes a class and weights of it.");
            }

            using var loaded = NetworkAssembly.Open(from, stop);
            var type = loaded.Find(parsed.GetValue(network));
            using var stream = new MemoryStream(bytes, writable: false);
            var report = type.Create().Load(stream, LoadMode.Matching);
            var fits = report.Missing.Count + report.Unexpected.Count + report.Mismatched.Count == 0;
            if (parsed.GetValue(json))
            {
                output.Line(JsonSerializer.Serialize(new
                {
                    file,
                    network = type.FullName,
                    fits,
                    matching = report.Loaded,
                    missing = report.Missing,
                    unknown = report.Unexpected,
                    different = report.Mismatched.Select(mismatch => new { name = mismatch.Name, expected = mismatch.Expected, found = mismatch.Found, hint = mismatch.Hint }),
                }));
            }
            else
            {
                Print(output.Out, model, type, report, fits);
            }

            return Task.FromResult((int)(fits ? ExitCode.Success : ExitCode.Differs));
        });
        return command;
    }

    private static void Print(IAnsiConsole console, ModelFile model, NetworkClass type, LoadReport report, bool fits)
    {
        var name = Path.GetFileName(model.Path);
        if (fits)
        {
            console.MarkupLineInterpolated($"[green]{name} fits {type.FullName}[/]: {report.Loaded.Count} tensors.");
            return;
        }

        var expected = type.Create().Info.Tensors.ToArray().ToDictionary(tensor => tensor.Name, tensor => tensor.ToString()[(tensor.Name.Length + 1)..], StringComparer.Ordinal);
        var found = model.Tensors.ToDictionary(tensor => tensor.Name, tensor => $"{tensor.TypeName} {tensor.ShapeText}", StringComparer.Ordinal);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("tensor", "difference", "in the network", "in the file");
        foreach (var missing in report.Missing)
        {
            table.AddRow(new Text(Printed.Text(missing)), new Text("missing", new Style(Color.Red)), new Text($"F32 {expected.GetValueOrDefault(missing, "")}"), new Text("-"));
        }

        foreach (var unknown in report.Unexpected)
        {
            table.AddRow(new Text(Printed.Text(unknown)), new Text("unknown", new Style(Color.Yellow)), new Text("-"), new Text(found.GetValueOrDefault(unknown, "")));
        }

        foreach (var mismatch in report.Mismatched)
        {
            table.AddRow(new Text(Printed.Text(mismatch.Name)), new Text("different", new Style(Color.Red)), new Text(mismatch.Expected), new Text(mismatch.Found));
        }

        console.MarkupLineInterpolated($"[red]{name} does not fit {type.FullName}[/]: {report.Missing.Count} missing, {report.Unexpected.Count} unknown, {report.Mismatched.Count} different, {report.Loaded.Count} as they should be.");
        console.Write(table);
        foreach (var mismatch in report.Mismatched.Where(mismatch => mismatch.Hint.Length > 0))
        {
            console.MarkupLineInterpolated($"{Printed.Text(mismatch.Name)}: {mismatch.Hint}");
        }
    }
}
