using NeuralLearn.Compiled.Tool.Compiling;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Round trips with PyTorch, where it is installed, on weights that no file here holds.</summary>
public sealed class LivePeerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FreshModelsOfPyTorch_GiveTheirOutputsHere()
    {
        if (PeerProcess.Python is not { } python)
        {
            output.WriteLine("not run: no Python with torch and onnx");
            return;
        }

        using var folder = new ScratchFolder();
        var made = PeerProcess.Run(python, PeerProcess.File("make_peers.py"), folder.Path, "1000");
        Assert.True(made.Code == 0, made.Error);
        foreach (var name in (string[])["mlp", "cnn", "gru", "lstm", "rnn", "steps"])
        {
            var run = await ToolRun.OfAsync("import", folder[name + ".onnx"], "--out", folder["out"], "--name", "Fresh", "--force", "--verify", folder[name + ".recorded.safetensors"], "--tolerance", "1e-4");
            Assert.True(run.Code == 0, name + ": " + run.Error);
            output.WriteLine($"{name} of PyTorch: {run.Out.TrimEnd().Split('\n')[^1]}");
        }
    }

    [Theory]
    [InlineData("mlp", "6 -> dense 16 gelu -> dense 3")]
    [InlineData("cnn", "2x8x8 -> conv 4 3x3 -> batchnorm -> relu -> maxpool 2 -> flatten -> dense 3")]
    [InlineData("gru", "7x4 sequence -> gru 6 layers 2 -> dense 2")]
    public async Task WeightsOfThisLibrary_LoadIntoPyTorch(string name, string architecture)
    {
        if (PeerProcess.Python is not { } python)
        {
            output.WriteLine("not run: no Python with torch and onnx");
            return;
        }

        using var folder = new ScratchFolder();
        Assert.Equal(0, (await ToolRun.OfAsync("new", "Ours", architecture, "--out", folder.Path)).Code);
        using var assembly = NetworkAssembly.Open(folder["Ours.cs"]);
        var network = assembly.Find(null).Create(seed: 5);
        await using (var file = File.Create(folder["w.safetensors"]))
        {
            network.Save(file);
        }

        var random = new NetRandom(1);
        var values = new float[4 * (network.Info.InputSize + network.Info.OutputSize)];
        var inputs = values.AsSpan(0, 4 * network.Info.InputSize);
        foreach (ref var value in inputs)
        {
            value = random.NextNormal();
        }

        network.ForwardBatch(inputs, values.AsSpan(inputs.Length));
        SafeTensorsWriter.Write(folder["recorded.safetensors"],
            [new TensorInfo("input", [4, .. network.Info.Inputs[0].Shape], 0), new TensorInfo("output", [4, network.Info.OutputSize], inputs.Length)], values);
        var run = PeerProcess.Run(python, PeerProcess.File("load_state.py"), name, folder["w.safetensors"], folder["recorded.safetensors"]);
        Assert.True(run.Code == 0, run.Error);
        output.WriteLine($"loaded by PyTorch: {run.Out.Trim()}");
        Assert.InRange(double.Parse(run.Out.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 0, 1e-5);
    }
}
