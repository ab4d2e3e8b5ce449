using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn inspect</c>: what is in a file of weights.</summary>
internal static class InspectCommand
{
    /// <summary>Columns of the terminal from which on all is shown side by side.</summary>
    private const int Wide = 110;

    public static Command Create(ToolOutput output)
    {
        var path = new Argument<string>("file") { Description = "A safetensors or ONNX file." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var command = new Command("inspect",
            """
            Shows what is in a safetensors or ONNX file: tensors with their types, shapes and sizes, the smallest and largest value, mean,
            deviation, and how many values are not numbers. Of ONNX also inputs, outputs and nodes.

            Examples:
              neurallearn inspect digits.safetensors
              neurallearn inspect policy.onnx --json
            """)
        {
            path, json,
        };
        command.SetAction(parsed =>
        {
            var file = ModelFile.Read(parsed.GetRequiredValue(path));
            if (parsed.GetValue(json))
            {
                output.Line(Json(file));
            }
            else
            {
                Print(file, output.Out);
            }

            return (int)ExitCode.Success;
        });
        return command;
    }

    private static void Print(ModelFile file, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{Path.GetFileName(file.Path)}[/]  {file.Format}, {Bytes(file.Length)}");
        if (file.Onnx is { } model)
        {
            PrintModel(model, console);
        }

        foreach (var (key, value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            console.MarkupLineInterpolated($"[grey]{Printed.Text(key)}[/] {Printed.Text(value)}");
        }

        // Side by side where there is room for all columns, else one table below the other.
        var isWide = console.Profile.Width >= Wide;
        var sizes = NewTable(["tensor", "type", "shape"], ["elements", "bytes"]);
        var values = isWide ? sizes : NewTable(["tensor"], []);
        foreach (var heading in (string[])["min", "max", "mean", "deviation", "NaN", "inf"])
        {
            AddNumbers(values, heading);
        }

        long notANumber = 0, infinite = 0;
        foreach (var tensor in file.Tensors)
        {
            var statistics = TensorStatistics.Of(tensor);
            notANumber += statistics?.NotANumber ?? 0;
            infinite += statistics?.Infinite ?? 0;
            IRenderable[] size = [new Text(Printed.Text(tensor.Name)), new Text(tensor.TypeName), new Text(tensor.ShapeText), new Text(Count(tensor.Elements)), new Text(Count(tensor.Data.Length))];
            IRenderable[] value =
            [
                Number(statistics?.Minimum), Number(statistics?.Maximum), Number(statistics?.Mean), Number(statistics?.Deviation),
                Bad(statistics?.NotANumber), Bad(statistics?.Infinite),
            ];
            IRenderable[] row = isWide ? [.. size, .. value] : size;
            sizes.AddRow(row);
            if (!isWide)
            {
                row = [size[0], .. value];
                values.AddRow(row);
            }
        }

        if (file.Tensors.Count > 0)
        {
            console.Write(sizes);
            if (!isWide)
            {
                console.Write(values);
            }
        }

        var bytes = file.Tensors.Sum(tensor => (long)tensor.Data.Length);
        console.MarkupLineInterpolated($"{Plural(file.Tensors.Count, "tensor")}, {Count(file.Tensors.Sum(tensor => tensor.Elements))} elements, {Bytes(bytes)}");
        if (notANumber + infinite > 0)
        {
            console.MarkupLineInterpolated($"[red]{Plural(notANumber, "value")} not a number, {infinite} infinite[/]");
        }
    }

    private static void PrintModel(OnnxModel model, IAnsiConsole console)
    {
        var opsets = string.Join(", ", model.Opsets.Select(opset => $"{(opset.Domain.Length == 0 ? "ai.onnx" : Printed.Text(opset.Domain))} {opset.Version}"));
        var producer = $"{Printed.Text(model.ProducerName)} {Printed.Text(model.ProducerVersion)}".Trim();
        console.MarkupLineInterpolated($"[grey]operators[/] {opsets}, format {model.IrVersion}{(producer.Length == 0 ? "" : $", written by {producer}")}");
        foreach (var (word, values) in new[] { ("input", Inputs(model)), ("output", model.Graph.Outputs) })
        {
            foreach (var value in values)
            {
                console.MarkupLineInterpolated($"[grey]{word}[/] {Printed.Text(value.Name)}  {OnnxType.NameOf(value.ElementType)} {value.ShapeText}");
            }
        }

        var table = new Table { Border = TableBorder.Simple };
        var isWide = console.Profile.Width >= Wide;
        table.AddColumns(isWide ? ["operator", "reads", "gives", "node"] : ["operator", "reads", "gives"]);
        foreach (var node in model.Graph.Nodes)
        {
            IRenderable[] row =
            [
                new Text(Printed.Text(node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}"), new Style(Color.Aqua)),
                new Text(string.Join(", ", node.Inputs.Where(input => input.Length > 0).Select(Printed.Text))),
                new Text(string.Join(", ", node.Outputs.Where(result => result.Length > 0).Select(Printed.Text))),
            ];
            row = isWide ? [.. row, new Text(Printed.Text(node.Name))] : row;
            table.AddRow(row);
        }

        console.Write(table);
        var kinds = model.Graph.Nodes.GroupBy(node => node.OpType, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        console.MarkupLineInterpolated($"{Plural(model.Graph.Nodes.Count, "node")}: {string.Join(", ", kinds.Select(group => $"{group.Count()} {Printed.Text(group.Key)}"))}");
    }

    /// <summary>Old files list their initializers as inputs too.</summary>
    private static List<OnnxValue> Inputs(OnnxModel model)
    {
        var constants = model.Graph.Initializers.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return model.Graph.Inputs.FindAll(input => !constants.Contains(input.Name));
    }

    private static string Json(ModelFile file)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("file", file.Path);
            json.WriteString("format", file.Format);
            json.WriteNumber("bytes", file.Length);
            json.WriteStartObject("metadata");
            foreach (var (key, value) in file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            if (file.Onnx is { } model)
            {
                WriteModel(json, model);
            }

            json.WriteStartArray("tensors");
            foreach (var tensor in file.Tensors)
            {
                WriteTensor(json, tensor);
            }

            json.WriteEndArray();
            json.WriteNumber("elements", file.Tensors.Sum(tensor => tensor.Elements));
            json.WriteNumber("tensorBytes", file.Tensors.Sum(tensor => (long)tensor.Data.Length));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorView tensor)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("type", tensor.TypeName);
        json.WriteStartArray("shape");
        foreach (var length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteNumber("elements", tensor.Elements);
        json.WriteNumber("bytes", tensor.Data.Length);
        if (TensorStatistics.Of(tensor) is { } statistics)
        {
            foreach (var (name, value) in new[] { ("min", statistics.Minimum), ("max", statistics.Maximum), ("mean", statistics.Mean), ("deviation", statistics.Deviation) })
            {
                if (double.IsFinite(value))
                {
                    json.WriteNumber(name, value);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteNumber("nan", statistics.NotANumber);
            json.WriteNumber("infinite", statistics.Infinite);
        }

        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, OnnxModel model)
    {
        json.WriteNumber("opset", model.Opset);
        json.WriteNumber("irVersion", model.IrVersion);
        json.WriteString("producer", $"{model.ProducerName} {model.ProducerVersion}".Trim());
        foreach (var (word, values) in new[] { ("inputs", Inputs(model)), ("outputs", model.Graph.Outputs) })
        {
            json.WriteStartArray(word);
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("name", value.Name);
                json.WriteString("type", OnnxType.NameOf(value.ElementType));
                json.WriteStartArray("shape");
                foreach (var dimension in value.Shape ?? [])
                {
                    if (dimension.Length is { } length)
                    {
                        json.WriteNumberValue(length);
                    }
                    else
                    {
                        json.WriteStringValue(dimension.Name ?? "");
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("nodes");
        foreach (var node in model.Graph.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("name", node.Name);
            json.WriteString("operator", node.OpType);
            json.WriteStartArray("inputs");
            node.Inputs.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteStartArray("outputs");
            node.Outputs.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Table NewTable(string[] texts, string[] numbers)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(texts);
        Array.ForEach(numbers, heading => AddNumbers(table, heading));
        return table;
    }

    private static void AddNumbers(Table table, string heading) => table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });

    private static Text Number(double? value) => new(value is { } number && double.IsFinite(number) ? number.ToString("G4", CultureInfo.InvariantCulture) : "");

    private static Text Bad(long? count) => count is > 0 ? new Text(Count(count.Value), new Style(Color.Red)) : new Text(count is null ? "" : "0", new Style(Color.Grey));

    private static string Plural(long count, string word) => $"{Count(count)} {word}{(count == 1 ? "" : "s")}";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long count) => count < 10_000 ? $"{Count(count)} bytes"
        : count < 10_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{count / 1000.0:0.0} kB") : string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.0} MB");
}
