using System.Text.Json;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>inspect, check and new.</summary>
public sealed class FileCommandTests
{
    [Fact]
    public async Task Inspect_ShowsTensorsAndWhatIsNoNumber()
    {
        using var folder = new ScratchFolder();
        SafeTensorsWriter.Write(folder["w.safetensors"], [new TensorInfo("a.weight", [2, 3], 0), new TensorInfo("b", [2], 6)],
            [1, 2, 3, 4, float.NaN, float.PositiveInfinity, -1, 1], new Dictionary<string, string> { ["format"] = "pt" });
        var run = await ToolRun.OfAsync("inspect", folder["w.safetensors"]);
        Assert.Equal(0, run.Code);
        foreach (var text in (string[])["a.weight", "F32", "[2, 3]", "format pt", "2.5", "1.118", "2 tensors, 8 elements, 32 bytes", "1 value not a number, 1 infinite"])
        {
            Assert.Contains(text, run.Out, StringComparison.Ordinal);
        }

        var json = JsonDocument.Parse((await ToolRun.OfAsync("inspect", folder["w.safetensors"], "--json")).Out).RootElement;
        var tensor = json.GetProperty("tensors")[0];
        Assert.Equal("a.weight", tensor.GetProperty("name").GetString());
        Assert.Equal(24, tensor.GetProperty("bytes").GetInt32());
        Assert.Equal(2.5, tensor.GetProperty("mean").GetDouble());
        Assert.Equal(Math.Sqrt(1.25), tensor.GetProperty("deviation").GetDouble(), 12);
        Assert.Equal((1, 1), (tensor.GetProperty("nan").GetInt32(), tensor.GetProperty("infinite").GetInt32()));
    }

    [Fact]
    public async Task Inspect_ShowsNodesOfOnnx()
    {
        var run = await ToolRun.OfAsync("inspect", PeerProcess.File("gru.onnx"));
        foreach (var text in (string[])["ONNX", "ai.onnx 13", "pytorch", "[batch, 9, 5]", "GRU", "head.weight"])
        {
            Assert.Contains(text, run.Out, StringComparison.Ordinal);
        }

        var json = JsonDocument.Parse((await ToolRun.OfAsync("inspect", PeerProcess.File("gru.onnx"), "--json")).Out).RootElement;
        Assert.Equal(13, json.GetProperty("opset").GetInt32());
        Assert.Equal("batch", json.GetProperty("inputs")[0].GetProperty("shape")[0].GetString());
        Assert.Contains("GRU", json.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("operator").GetString()));
    }

    [Theory]
    [InlineData("nothing.safetensors", "There is no file")]
    [InlineData(".", "is a folder")]
    public async Task Inspect_OfNoFile_IsOneClearError(string path, string expected)
    {
        var run = await ToolRun.OfAsync("inspect", path);
        Assert.Equal(3, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NamesEveryDifference()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, (await ToolRun.OfAsync("new", "Small", "3 -> dense 4 relu -> dense 2", "--out", folder.Path)).Code);
        SafeTensorsWriter.Write(folder["w.safetensors"],
            [new TensorInfo("dense1.weight", [4, 3], 0), new TensorInfo("dense1.bias", [3], 0), new TensorInfo("dense2.weight", [2, 4], 0), new TensorInfo("other", [1], 0)], new float[12]);
        var run = await ToolRun.OfAsync("check", folder["w.safetensors"], "--source", folder["Small.cs"]);
        Assert.Equal(1, run.Code);
        foreach (var text in (string[])["1 missing, 1 unknown, 1 different, 2 as they should be", "dense2.bias", "other", "F32 [4]", "F32 [3]"])
        {
            Assert.Contains(text, run.Out, StringComparison.Ordinal);
        }

        var json = JsonDocument.Parse((await ToolRun.OfAsync("check", folder["w.safetensors"], "--source", folder["Small.cs"], "--json")).Out).RootElement;
        Assert.False(json.GetProperty("fits").GetBoolean());
        Assert.Equal("dense2.bias", json.GetProperty("missing")[0].GetString());
        Assert.Equal("other", json.GetProperty("unknown")[0].GetString());
        Assert.Equal("dense1.bias", json.GetProperty("different")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Check_AgainstAnAssembly_FindsTheNetworkInIt()
    {
        using var folder = new ScratchFolder();
        await using (var file = File.Create(folder["w.safetensors"]))
        {
            new ExportedFromAssembly(3).Save(file);
        }

        var path = typeof(ExportedFromAssembly).Assembly.Location;
        Assert.Equal(0, (await ToolRun.OfAsync("check", folder["w.safetensors"], path, "--network", "ExportedFromAssembly")).Code);
        Assert.Equal(3, (await ToolRun.OfAsync("check", folder["w.safetensors"], path, "--network", "Nothing")).Code);
        Assert.Equal(2, (await ToolRun.OfAsync("check", folder["w.safetensors"])).Code);
    }

    [Fact]
    public async Task Check_ReadsItsFileOnce_SoThatItMayBeAPipe()
    {
        using var folder = new ScratchFolder();
        if (OperatingSystem.IsWindows() || PeerProcess.Run("mkfifo", folder["w.safetensors"]).Code != 0)
        {
            return;
        }

        using var weights = new MemoryStream();
        new ExportedFromAssembly(3).Save(weights);
        var run = Task.Run(() => ToolRun.OfAsync("check", folder["w.safetensors"], typeof(ExportedFromAssembly).Assembly.Location, "--network", "ExportedFromAssembly"));
        await Task.Run(() => File.WriteAllBytes(folder["w.safetensors"], weights.ToArray())).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await run.WaitAsync(TimeSpan.FromMinutes(1))).Code);
    }

    [Fact]
    public async Task New_ShowsWhatTheCompilerSays_AndKeepsWhatIsThere()
    {
        using var folder = new ScratchFolder();
        var wrong = await ToolRun.OfAsync("new", "Wrong", "1x8x8 -> dense 4", "--out", folder.Path);
        Assert.Equal(3, wrong.Code);
        Assert.Contains("error NLC1001", wrong.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["Wrong.cs"]));

        folder.Write("Kept.cs", "// mine");
        Assert.Equal(2, (await ToolRun.OfAsync("new", "Kept", "4 -> dense 2", "--out", folder.Path)).Code);
        Assert.Equal("// mine", await File.ReadAllTextAsync(folder["Kept.cs"]));
        Assert.Equal(0, (await ToolRun.OfAsync("new", "Kept", "4 -> dense 2", "--out", folder.Path, "--force")).Code);
        Assert.Contains("[Dense(2)]", await File.ReadAllTextAsync(folder["Kept.cs"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("check")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("new")]
    public async Task Help_HasAnExample(string command)
    {
        var run = await ToolRun.OfAsync(command, "--help");
        Assert.Equal(0, run.Code);
        Assert.Contains("Example", run.Out, StringComparison.Ordinal);
        Assert.Contains($"neurallearn {command} ", run.Out, StringComparison.Ordinal);
    }
}
