using System.Text.Json;
using NeuralLearn.Compiled.Tool.Compiling;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Networks of this library as ONNX: checked and run by the programs that are installed, and read back by import.</summary>
public sealed class ExportTests(ITestOutputHelper output)
{
    public static TheoryData<string, bool, string> Networks { get; } = new()
    {
        { "Mlp", true, "12 -> standardize -> dense 16 tanh -> dense 9 relu -> prelu channels -> dropout 0.2 -> dense 4 -> softmax" },
        { "Cnn", true, "3x9x8 -> conv 6 3x2 pad 1 groups 3 as a -> batchnorm -> conv 6 3x3 same relu6 -> add a conv2 -> avgpool 2 -> globalavgpool -> dense 2 silu" },
        { "Ceiled", true, "2x9x8 -> conv 4 3x3 -> maxpool 3 stride 2 ceil -> avgpool 2 padding 1 stride 2 ceil -> flatten -> dense 3" },
        { "CeiledSequence", true, "14x3 sequence -> avgpool 4 padding 2 stride 3 ceil -> maxpool 2 stride 2 ceil -> flatten -> dense 3" },
        { "CeiledUneven", true, "1x11x7 -> avgpool 3 stride 2 padding 1 ceil countincludepad=false -> maxpool 2x3 stride 2 ceil -> flatten -> dense 2" },
        { "Gru", true, "9x5 sequence -> gru 7 layers 2 sequence -> layernorm -> dense 6 mish -> gru 4 -> dense 3" },
        { "Lstm", true, "9x5 sequence -> conv 6 3 causal gelu -> batchnorm -> lstm 7 sequence -> transpose -> maxpool 2 -> flatten -> dense 3" },
        { "Rnn", false, "9x5 sequence -> standardize -> rnn 6 relu nobias sequence -> globalmaxpool -> dense 3 logsoftmax" },
        { "Signal", true, "3x16 signal -> conv 4 3 stride 2 dilation 2 elu -> prelu -> avgpool 2 -> layernorm -> flatten -> dense 3 hardsigmoid" },
        { "Several", true, "5 as a -> 3 as b -> dense 8 relu from a as body -> dense 8 from b as other -> multiply body other -> concat multiply1 body as both -> dense 4 from both -> output policy -> dense 1 from both -> output value" },
        { "Functions", false, "6 -> dense 6 selu -> softplus 2 -> dense 6 gelutanh -> elu 0.3 -> dense 6 softsign -> dense 6 hardtanh -> dense 6 hardswish -> leakyrelu 0.2 -> dense 6 elu -> softplus -> sigmoid" },
        { "Indices", true, "9 indices -> embedding 11x6 -> gru 5 -> dense 3" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Export_GivesTheSameOutputsElsewhere(string name, bool comesBack, string architecture)
    {
        using var folder = new ScratchFolder();
        var source = folder[name + ".cs"];
        Assert.Equal(0, (await ToolRun.OfAsync("new", name, architecture, "--out", folder.Path)).Code);
        using var assembly = NetworkAssembly.Open(source);
        var network = Filled(assembly.Find(name).Create());
        var (inputs, outputs) = Run(network, rows: 3);
        await using (var file = File.Create(folder["w.safetensors"]))
        {
            network.Save(file);
        }

        var run = await ToolRun.OfAsync("export", source, "--weights", folder["w.safetensors"], "--out", folder["m.onnx"]);
        Assert.True(run.Code == 0, run.Error);
        if (PeerProcess.Python is { } python)
        {
            var check = PeerProcess.Run(python, PeerProcess.File("check_onnx.py"), folder["m.onnx"]);
            Assert.True(check.Code == 0, check.Error);
            output.WriteLine("checked by onnx.checker");
        }

        if (PeerProcess.HasRuntime)
        {
            var largest = Compare(RunRuntime(folder, network, inputs, 3), outputs);
            output.WriteLine($"run by ONNX Runtime, largest difference {largest:G3}");
            Assert.InRange(largest, 0, 2e-5);
        }

        if (comesBack)
        {
            await ComesBackAsync(folder, network, inputs, outputs);
            output.WriteLine("read back by import");
        }
    }

    [Fact]
    public async Task FunctionOfOnesOwn_IsExportedFromSource_AndRefusedFromAnAssembly()
    {
        using var folder = new ScratchFolder();
        var source = folder.Write("Own.cs", """
            using NeuralLearn.Compiled;
            [Network]
            [Input(4)]
            [Dense(5)]
            [Apply(nameof(Snake))]
            [Dense(2)]
            public sealed partial class Own
            {
                private static float Snake(float x) => x + (System.MathF.Sin(x) * System.MathF.Sin(x));
            }
            """);
        var run = await ToolRun.OfAsync("export", source, "--out", folder["m.onnx"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("initial weights", run.Error, StringComparison.Ordinal);
        if (PeerProcess.HasRuntime)
        {
            using var assembly = NetworkAssembly.Open(source);
            var network = assembly.Find(null).Create();
            var (inputs, outputs) = Run(network, 3);
            Assert.InRange(Compare(RunRuntime(folder, network, inputs, 3), outputs), 0, 1e-5);
            output.WriteLine("run by ONNX Runtime");
        }
    }

    [Fact]
    public async Task Assembly_GivesTheSameModelAsItsSource()
    {
        using var folder = new ScratchFolder();
        var compiled = typeof(ExportedFromAssembly).Assembly.Location;
        var run = await ToolRun.OfAsync("export", compiled, "--network", nameof(ExportedFromAssembly), "--out", folder["a.onnx"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(0, (await ToolRun.OfAsync("new", nameof(ExportedFromAssembly), "2x6x5 -> conv 4 1x3 relu padding 0x1 frozen -> batchnorm momentum 0.05 -> flatten -> dense 3 -> crossentropy", "--out", folder.Path)).Code);
        Assert.Equal(0, (await ToolRun.OfAsync("export", folder["ExportedFromAssembly.cs"], "--out", folder["s.onnx"])).Code);
        Assert.Equal(await File.ReadAllBytesAsync(folder["s.onnx"]), await File.ReadAllBytesAsync(folder["a.onnx"]));
    }

    private static async Task ComesBackAsync(ScratchFolder folder, INetwork network, float[] inputs, float[] outputs)
    {
        var run = await ToolRun.OfAsync("import", folder["m.onnx"], "--out", folder["back"], "--name", "Back");
        Assert.True(run.Code == 0, run.Error);
        using var assembly = NetworkAssembly.Open(Path.Combine(folder["back"], "Back.cs"));
        var back = assembly.Find(null).Create();
        await using (var file = File.OpenRead(Path.Combine(folder["back"], "Back.safetensors")))
        {
            back.Load(file);
        }

        var results = new float[outputs.Length];
        back.ForwardBatch(inputs, results);
        Assert.InRange(Compare(results, outputs), 0, 1e-5);
        Assert.Equal(network.Info.Outputs.Select(each => each.Name), back.Info.Outputs.Select(each => each.Name));
    }

    /// <summary>No statistic is 0 or 1, no scale is 1: an order or a place that is wrong is seen.</summary>
    private static INetwork Filled(INetwork network)
    {
        var random = new NetRandom(7);
        var buffers = new float[network.Info.BufferCount];
        for (var i = 0; i < buffers.Length; i++)
        {
            buffers[i] = 0.5f + random.NextSingle();
        }

        network.LoadBuffers(buffers);
        var parameters = new float[network.Info.ParameterCount];
        network.CopyParametersTo(parameters);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] += 0.3f * random.NextNormal();
        }

        network.LoadParameters(parameters);
        return network;
    }

    private static (float[] Inputs, float[] Outputs) Run(INetwork network, int rows)
    {
        var random = new NetRandom(3);
        var inputs = new float[rows * network.Info.InputSize];
        var isIndices = network.Info.Summary.Contains("[Embedding", StringComparison.Ordinal);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = isIndices ? random.NextInt(11) : random.NextNormal();
        }

        var outputs = new float[rows * network.Info.OutputSize];
        network.ForwardBatch(inputs, outputs);
        return (inputs, outputs);
    }

    private static float[] RunRuntime(ScratchFolder folder, INetwork network, float[] inputs, int rows)
    {
        var isIndices = network.Info.Summary.Contains("[Embedding", StringComparison.Ordinal);
        var (feeds, offset) = (new Dictionary<string, object>(), 0);
        foreach (var input in network.Info.Inputs)
        {
            var start = offset;
            feeds[input.Name] = new
            {
                type = isIndices ? "int64" : "float32",
                shape = (int[])[rows, .. input.Shape],
                data = Enumerable.Range(0, rows).SelectMany(row => inputs.Skip((row * network.Info.InputSize) + start).Take(input.Size)).ToArray(),
            };
            offset += input.Size;
        }

        var run = PeerProcess.Run("node", PeerProcess.File("run_onnx.js"), folder["m.onnx"], folder.Write("feeds.json", JsonSerializer.Serialize(feeds)));
        Assert.True(run.Code == 0, run.Error);
        var results = JsonSerializer.Deserialize<float[][]>(run.Out)!;
        return [.. Enumerable.Range(0, rows).SelectMany(row => network.Info.Outputs.SelectMany((port, i) => results[i].Skip(row * port.Size).Take(port.Size)))];
    }

    private static double Compare(float[] left, float[] right)
    {
        Assert.Equal(right.Length, left.Length);
        return left.Zip(right, (a, b) => Math.Abs((double)a - b)).Max();
    }
}
