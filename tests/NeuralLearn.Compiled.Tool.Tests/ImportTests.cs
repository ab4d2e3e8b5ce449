namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Models made by PyTorch, committed with what they gave there.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("mlp", "[Dense(32, Activation.Tanh, Name = \"extractor.policy_net.0\")]", "[Dense(24, Activation.SiLU,", "[Dense(4, Activation.Softmax, Name = \"action_net\")]")]
    [InlineData("cnn", "[Conv2D(6, Kernel = 3, Padding = 1, Bias = false)]", "[BatchNorm(Name = \"bn1\")]", "[BatchNorm(Epsilon = 0.001, Name = \"bn2\")]", "[Apply(Activation.GELU)]", "[Conv2D(8, KernelHeight = 3, KernelWidth = 2, StrideHeight = 2, StrideWidth = 1, Activation = Activation.HardSwish")]
    [InlineData("gru", "[Input(9, 5, Kind = InputKind.Sequence)]", "[Gru(7)]", "[Dense(3, Name = \"head\")]")]
    [InlineData("lstm", "[Lstm(7, Return = Return.Sequence)]", "[Lstm(7)]")]
    [InlineData("rnn", "[Rnn(7)]")]
    [InlineData("steps", "[Conv1D(6, Kernel = 3,", "[Gru(5, Return = Return.Sequence)]", "[LayerNorm", "[LeakyReLU(0.2)]", "[GlobalAvgPool]")]
    public async Task Onnx_GivesTheRecordedOutputs(string name, params string[] lines)
    {
        using var folder = new ScratchFolder();
        var run = await ToolRun.OfAsync("import", PeerProcess.File(name + ".onnx"), "--out", folder.Path, "--name", "Peer", "--verify", PeerProcess.File(name + ".recorded.safetensors"));
        Assert.True(run.Code == 0, run.Error + run.Out);
        Assert.Contains("Verified on 6 recorded rows", run.Out, StringComparison.Ordinal);
        var source = await File.ReadAllTextAsync(folder["Peer.cs"]);
        Assert.All(lines, line => Assert.Contains(line, source, StringComparison.Ordinal));
        Assert.Equal(0, (await ToolRun.OfAsync("check", folder["Peer.safetensors"], "--source", folder["Peer.cs"])).Code);
    }

    [Theory]
    [InlineData("mlp", "--layers", "extractor.policy_net.0,extractor.policy_net.2,action_net", "--activations", "tanh,silu,softmax")]
    [InlineData("gru", "--input", "9x5 sequence", "--layers", "rnn,head")]
    [InlineData("lstm", "--architecture", "9x5 sequence -> lstm 7 layers 2 -> dense 3", "--layers", "rnn,head")]
    [InlineData("cnn", "--layers", "conv1,bn1,conv2,bn2,conv3,fc", "--architecture",
        "3x10x10 -> conv 6 3x3 pad 1 nobias -> batchnorm -> relu as a -> conv 6 3x3 pad 1 groups 2 -> batchnorm eps 0.001 as bn2 -> add bn2 a -> gelu -> maxpool 2 -> conv 8 3x2 hardswish strideheight 2 -> flatten -> dense 5")]
    public async Task Weights_GiveTheRecordedOutputs(string name, params string[] options)
    {
        using var folder = new ScratchFolder();
        string[] arguments = ["import", PeerProcess.File(name + ".state.safetensors"), "--out", folder.Path, "--name", "Peer", "--verify", PeerProcess.File(name + ".recorded.safetensors"), .. options];
        var run = await ToolRun.OfAsync(arguments);
        Assert.True(run.Code == 0, run.Error + run.Out);
        Assert.Contains("Verified", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherOutputs_AreFoundAndNothingIsWritten()
    {
        using var folder = new ScratchFolder();
        var run = await ToolRun.OfAsync("import", PeerProcess.File("rnn.onnx"), "--out", folder["out"], "--name", "Peer", "--verify", PeerProcess.File("gru.recorded.safetensors"));
        Assert.Equal(1, run.Code);
        Assert.Contains("the largest difference of 6 rows is", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task WithoutRecordedRows_ItSaysThatItIsNotVerified_AndReplacesOnlyByForce()
    {
        using var folder = new ScratchFolder();
        string[] arguments = ["import", PeerProcess.File("mlp.onnx"), "--out", folder.Path, "--name", "Peer", "--namespace", "Game.Minds"];
        Assert.Contains("Not verified", (await ToolRun.OfAsync(arguments)).Out, StringComparison.Ordinal);
        Assert.Contains("namespace Game.Minds;", await File.ReadAllTextAsync(folder["Peer.cs"]), StringComparison.Ordinal);
        var again = await ToolRun.OfAsync(arguments);
        Assert.Equal(2, again.Code);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.OfAsync([.. arguments, "--force"])).Code);
    }

    [Theory]
    [InlineData("mlp", "do not follow each other", "--activations", "tanh")]
    [InlineData("gru", "--input", "--layers", "rnn,head")]
    [InlineData("cnn", "--architecture")]
    [InlineData("mlp", "no module 'nothing'", "--layers", "nothing")]
    [InlineData("mlp", "has more layers with weights than the architecture", "--architecture", "12 -> dense 32")]
    public async Task WeightsWithoutEnoughWords_AreOneClearError(string name, string expected, params string[] options)
    {
        using var folder = new ScratchFolder();
        var run = await ToolRun.OfAsync(["import", PeerProcess.File(name + ".state.safetensors"), "--out", folder["out"], "--name", "Peer", .. options]);
        Assert.True(run.Code is 2 or 3, run.Out);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }
}
