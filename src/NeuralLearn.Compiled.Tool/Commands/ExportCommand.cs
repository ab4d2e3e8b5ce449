using System.CommandLine;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Exporting;
using NeuralLearn.Compiled.Tool.Files;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Commands;

/// <summary><c>neurallearn export</c>: a network with its weights as ONNX.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolOutput output)
    {
        var source = new Argument<string>("source") { Description = "The .cs file with the class, or the .dll that a build made of it." };
        var weights = new Option<string?>("--weights", "-w") { Description = "The weights, as Save writes them. Without them those that are baked into the class, or else the initial ones." };
        var network = new Option<string?>("--network", "-n") { Description = "The class, where there are several." };
        var path = new Option<string?>("--out", "-o") { Description = "The file. By default <class>.onnx here." };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var command = new Command("export",
            """
            Writes a network with its weights as ONNX: it opens in Netron, and ONNX Runtime gives the same outputs. Inputs and outputs have
            the names and axes that the class gives them, with an open axis of rows in front. Operators are those of version 13 (17 with
            LayerNorm). Dropout is left out and batch normalisation uses its running statistics, as Forward does.

            Examples:
              neurallearn export Digits.cs --weights digits.safetensors
              neurallearn export bin/Release/net10.0/Game.dll --network Brain --weights brain.safetensors --out brain.onnx
            """)
        {
            source, weights, network, path, force,
        };
        command.SetAction((parsed, stop) =>
        {
            var from = parsed.GetRequiredValue(source);
            using var assembly = NetworkAssembly.Open(from, stop);
            var type = assembly.Find(parsed.GetValue(network));
            var target = parsed.GetValue(path) ?? type.Name + ".onnx";
            OutputFiles.CheckFree(parsed.GetValue(force), target);
            var instance = type.CreateAsDeclared();
            if (parsed.GetValue(weights) is { } file)
            {
                NetworkWeights.Load(instance, file);
            }

            var graph = DeclaredGraph.Of(type, from, assembly.Source is not null, stop);
            var model = OnnxExporter.Export(graph, type.Name, NetworkWeights.Values(instance));
            OutputFiles.Write((target, OnnxWriter.Write(model)));
            output.Line($"{target} written: {model.Graph.Nodes.Count} nodes, {model.Graph.Initializers.Count} constants, operators of version {model.Opset}.");
            if (parsed.GetValue(weights) is null)
            {
                output.Error.Profile.Out.Writer.WriteLine(NetworkWeights.Origin(type) ?? "These are initial weights, as no --weights were given.");
            }

            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }
}
