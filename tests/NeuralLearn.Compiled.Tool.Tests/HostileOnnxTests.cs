using NeuralLearn.Compiled.Tool.Importing;
using NeuralLearn.Compiled.Tool.Onnx;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Malformed and foreign ONNX files: one clear error, exit code 3, nothing written.</summary>
public sealed class HostileOnnxTests
{
    private static readonly Dictionary<string, (string Expected, Action<OnnxModel> Spoil)> Spoils = new()
    {
        ["cycle"] = ("which nothing before it gives", model => model.Graph.Nodes[0].Inputs[0] = "output"),
        ["order"] = ("which nothing before it gives", model => model.Graph.Nodes.Reverse()),
        ["no nodes"] = ("does not depend on the input", model => model.Graph.Nodes.Clear()),
        ["unknown operator"] = ("no layer does what this operator does", model => model.Graph.Nodes[1].OpType = "Einsum"),
        ["other domain"] = ("domain 'com.example'", model => model.Graph.Nodes[1].Domain = "com.example"),
        ["no inputs"] = ("it has no input or no output", model => model.Graph.Nodes[1].Inputs.Clear()),
        ["weight missing"] = ("which nothing before it gives", model => model.Graph.Initializers.Clear()),
        ["weight too wide"] = ("and 4 come in", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [3, 5], new float[15])),
        ["weight of one axis"] = ("[inputs, outputs]", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [12], new float[12])),
        ["bias too long"] = ("its bias has 4 values for 3 outputs", model => model.Graph.Initializers[1] = OnnxTensor.Of("b", [4], new float[4])),
        ["bytes missing"] = ("needs 48 bytes; the file has 44", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [3, 4], new float[11])),
        ["too large"] = ("more than the 2147483647 elements", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [1L << 40, 1L << 40], [])),
        ["negative length"] = ("a negative length", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [-3, 4], new float[12])),
        ["unknown type"] = ("unknown element type, number 99", model => model.Graph.Initializers[0] = OnnxTensor.Of("w", [3, 4], new float[12]) with { ElementType = 99 }),
        ["open length"] = ("leaves the length of axis 1 open", model => model.Graph.Inputs[0] = new OnnxValue("x", 1, [new(null, "n"), new(null, "features")])),
        ["no shape"] = ("has the shape []", model => model.Graph.Inputs[0] = new OnnxValue("x", 1, null)),
        ["huge input"] = ("at most 16777216", model => model.Graph.Inputs[0] = new OnnxValue("x", 1, [new(1, null), new(2_000_000_000, null), new(2_000_000_000, null), new(2_000_000_000, null)])),
        ["given twice"] = ("which is there already", model => model.Graph.Nodes.Insert(1, Node("Relu", "x", "h"))),
        ["reset before the product"] = ("linear_before_reset", model => model.Graph.Nodes[1] = Node("GRU", "h", "output", "w", "w")),
        ["axis outside"] = ("names axis or index 7", model => model.Graph.Nodes[1] = With(Node("Softmax", "h", "output"), new OnnxAttribute { Name = "axis", Integer = 7 })),
        ["window of nothing"] = ("kernel", model => model.Graph.Nodes[1] = Node("MaxPool", "h", "output")),
        ["name that is code"] = ("Node 'a\\u000A] class X {' (Einsum)", model => (model.Graph.Nodes[1].Name, model.Graph.Nodes[1].OpType) = ("a\n] class X {", "Einsum")),
    };

    public static TheoryData<string> Wrong { get; } = [.. Spoils.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongModel_IsOneClearError(string what)
    {
        var model = Sound();
        Spoils[what].Spoil(model);
        Assert.Contains(Spoils[what].Expected, await RefusedAsync(OnnxWriter.Write(model)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SoundModel_IsImported()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder["m.onnx"], OnnxWriter.Write(Sound()));
        var run = await ToolRun.OfAsync("import", folder["m.onnx"], "--out", folder["out"], "--name", "Sound");
        Assert.True(run.Code == 0, run.Error);
    }

    [Fact]
    public async Task ForeignBytes_AreRefused()
    {
        Assert.Contains("no ONNX model", await RefusedAsync([]), StringComparison.Ordinal);
        Assert.Contains("no sound ONNX model", await RefusedAsync("<html><body>Not found</body></html>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("PyTorch checkpoint", await RefusedAsync("PK\u0003\u0004 archive/data.pkl"u8.ToArray()), StringComparison.Ordinal);

        // A graph that says it is longer than the address space, and groups in groups.
        Assert.Contains("no sound ONNX model", await RefusedAsync([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]), StringComparison.Ordinal);
        Assert.Contains("no sound ONNX model", await RefusedAsync([.. Enumerable.Repeat((byte)0x7B, 1 << 20)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataInAnotherFile_IsRefused()
    {
        // Field 14 of the tensor, the place of its data, is 1: external.
        var bytes = OnnxWriter.Write(Sound());
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        var at = text.IndexOf("\u0042\u0001w\u004A\u0030", StringComparison.Ordinal);
        Assert.True(at > 0);

        // The tensor's data becomes a field 14 and padding of unknown fields of the same length.
        var spoilt = bytes.ToArray();
        spoilt[at + 3] = 0x70;
        spoilt[at + 4] = 0x01;
        for (var i = at + 5; i < at + 5 + 48; i += 2)
        {
            (spoilt[i], spoilt[i + 1]) = (0x78, 0x00);
        }

        Assert.Contains("in another file", await RefusedAsync(spoilt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutAnywhere_IsRefused()
    {
        var bytes = await File.ReadAllBytesAsync(PeerProcess.File("gru.onnx"));
        for (var length = 0; length < bytes.Length; length += 13)
        {
            Assert.Throws<ToolFailure>(() => Import(bytes.AsSpan(0, length).ToArray()));
        }
    }

    [Theory]
    [InlineData("gru.onnx")]
    [InlineData("cnn.onnx")]
    [InlineData("steps.onnx")]
    public async Task BytesChangedAnywhere_AreImportedOrRefused(string name)
    {
        var bytes = await File.ReadAllBytesAsync(PeerProcess.File(name));
        var random = new NetRandom(11);
        for (var i = 0; i < 1500; i++)
        {
            var changed = bytes.ToArray();
            for (var n = 0; n <= i % 3; n++)
            {
                changed[random.NextInt(changed.Length)] = (byte)random.NextInt(256);
            }

            try
            {
                Import(changed);
            }
            catch (ToolFailure failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
        }
    }

    private static void Import(byte[] bytes) =>
        OnnxImporter.Import(OnnxReader.Read(bytes, "m.onnx"), new Dictionary<string, long>(), []).Complete(ImportedClass.AutomaticName);

    private static async Task<string> RefusedAsync(byte[] bytes)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder["m.onnx"], bytes);
        var run = await ToolRun.OfAsync("import", folder["m.onnx"], "--out", folder["out"], "--name", "Hostile");
        Assert.True(run.Code == 3, $"{run.Code}: {run.Error}{run.Out}");
        Assert.Empty(run.Out);
        Assert.False(Directory.Exists(folder["out"]));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        return run.Error;
    }

    private static OnnxModel Sound()
    {
        var model = new OnnxModel { IrVersion = 7 };
        model.Opsets.Add(("", 13));
        model.Graph.Inputs.Add(new OnnxValue("x", 1, [new(null, "n"), new(4, null)]));
        model.Graph.Outputs.Add(new OnnxValue("output", 1, [new(null, "n"), new(3, null)]));
        model.Graph.Initializers.Add(OnnxTensor.Of("w", [3, 4], new float[12]));
        model.Graph.Initializers.Add(OnnxTensor.Of("b", [3], new float[3]));
        model.Graph.Nodes.Add(With(Node("Gemm", "x", "h", "w", "b"), new OnnxAttribute { Name = "transB", Integer = 1 }));
        model.Graph.Nodes.Add(Node("Relu", "h", "output"));
        return model;
    }

    private static OnnxNode Node(string op, string input, string output, params string[] more)
    {
        var node = new OnnxNode { Name = op, OpType = op };
        node.Inputs.AddRange([input, .. more]);
        node.Outputs.Add(output);
        return node;
    }

    private static OnnxNode With(OnnxNode node, OnnxAttribute attribute)
    {
        node.Attributes.Add(attribute);
        return node;
    }
}
