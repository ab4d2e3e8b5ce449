using System.Text.Json;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Importing;
using NeuralLearn.Compiled.Tool.Onnx;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Graphs that look like something simpler than they are: imported as what they are, or refused.</summary>
public sealed class ImportMeaningTests(ITestOutputHelper output)
{
    private static readonly float[] Weights = [0.5f, -1, 2, 1.5f, 0.25f, -0.75f, -2, 1, 0.125f];

    private static readonly float[] Rows = [1, -2, 0.5f, 300, -150, 20, -0.25f, 3, -400];

    /// <summary>Functions behind a Dense, and what they are; null where they are none of the activations.</summary>
    private static readonly Dictionary<string, (string? Expected, OnnxNode[] Nodes, float[] Numbers)> Functions = new()
    {
        ["clip at 50"] = (null, [Node("Clip", "y", "output", "c0", "c1")], [-50, 50]),
        ["clip at 100 above 0"] = (null, [Node("Clip", "y", "output", "c0", "c1")], [0, 100]),
        ["clip far away"] = (null, [Node("Clip", "y", "output", "c0", "c1")], [-1e20f, 1e20f]),
        ["clip of a small factor"] = (null, [Node("Mul", "y", "a", "c0"), Node("Clip", "a", "h", "c1", "c2"), Node("Div", "h", "output", "c0")], [0.001f, -1, 1]),
        ["max of -100"] = (null, [Node("Max", "y", "output", "c0")], [-100]),
        ["min of 1000"] = (null, [Node("Min", "y", "output", "c0")], [1000]),
        ["relu moved there and back"] = (null, [Node("Add", "y", "a", "c0"), Node("Relu", "a", "h"), Node("Sub", "h", "output", "c0")], [100]),
        ["hard sigmoid, flat"] = (null, [With(Node("HardSigmoid", "y", "a"), new OnnxAttribute { Name = "alpha", Real = 0.001f }), Node("Sub", "a", "h", "c0"), Node("Div", "h", "output", "c1")], [0.5f, 0.001f]),
        ["gate that opens at -100"] = (null, [Node("Add", "y", "a", "c0"), Node("Sigmoid", "a", "h"), Node("Mul", "y", "output", "h")], [100]),
        ["exponential far away"] = (null, [Node("Sub", "y", "a", "c0"), Node("Exp", "a", "h"), Node("Add", "y", "output", "h")], [100]),
        ["square that is small here"] = (null, [Node("Mul", "y", "a", "y"), Node("Mul", "a", "h", "c0"), Node("Add", "y", "output", "h")], [1e-9f]),
        ["clip at the ends of floats"] = ("[Dense(3, Bias = false)]", [Node("Clip", "y", "output", "c0", "c1")], [-float.MaxValue, float.MaxValue]),
        ["clip above 0"] = ("Activation.ReLU", [Node("Clip", "y", "output", "c0", "c1")], [0, float.MaxValue]),
        ["clip at 6"] = ("Activation.ReLU6", [Node("Clip", "y", "output", "c0", "c1")], [0, 6]),
        ["softplus that overflows"] = ("Activation.Softplus", [Node("Exp", "y", "a"), Node("Add", "a", "h", "c0"), Node("Log", "h", "output")], [1]),
        ["softplus that does not"] = ("Activation.Softplus", [Node("Abs", "y", "a"), Node("Neg", "a", "h"), Node("Exp", "h", "c"), Node("Add", "c", "d", "c0"), Node("Log", "d", "e"), Node("Max", "y", "f", "c1"), Node("Add", "e", "output", "f")], [1, 0]),
        ["hard swish in parts"] = ("Activation.HardSwish", [Node("Add", "y", "a", "c0"), Node("Clip", "a", "h", "c1", "c2"), Node("Mul", "y", "c", "h"), Node("Div", "c", "output", "c2")], [3, 0, 6]),
        ["silu in parts"] = ("Activation.SiLU", [Node("Neg", "y", "a"), Node("Exp", "a", "h"), Node("Add", "h", "c", "c0"), Node("Div", "y", "output", "c")], [1]),
        ["tanh of exponentials"] = ("Activation.Tanh", [Node("Exp", "y", "a"), Node("Neg", "y", "h"), Node("Exp", "h", "c"), Node("Sub", "a", "d", "c"), Node("Add", "a", "e", "c"), Node("Div", "d", "output", "e")], []),
        ["mish in parts"] = ("Activation.Mish", [Node("Softplus", "y", "a"), Node("Tanh", "a", "h"), Node("Mul", "y", "output", "h")], []),
    };

    /// <summary>Graphs that are refused, and why.</summary>
    private static readonly Dictionary<string, (string Expected, Func<OnnxModel> Model)> Wrong = new()
    {
        ["bias behind Identity, y an output"] = ("also used without it", () => Dense("output y", Node("Identity", "y", "z"), Node("Add", "z", "output", "b"))),
        ["bias behind Identity, y read"] = ("also used without it", () => Dense("output", Node("Identity", "y", "z"), Node("Add", "z", "s", "b"), Node("Tanh", "y", "t"), Node("Mul", "s", "output", "t"))),
        ["bias behind Transpose, y read later"] = ("also used without it", () => Dense("output", Node("Transpose", "y", "z"), Node("Add", "z", "s", "column"), Node("Transpose", "s", "u"), Node("Tanh", "y", "t"), Node("Mul", "u", "output", "t"))),
        ["bias behind Unsqueeze, y an output"] = ("also used without it", () => Dense("output y", Ints(Node("Unsqueeze", "y", "z"), "axes", 1), Node("Add", "z", "output", "b"))),
        ["bias behind Identity, z read"] = ("also used without it", () => Dense("output", Node("Identity", "y", "z"), Node("Identity", "z", "v"), Node("Add", "v", "s", "b"), Node("Tanh", "z", "t"), Node("Mul", "s", "output", "t"))),
        ["cast to int64"] = ("turns real numbers into int64", () => Dense("output", Int(Node("Cast", "y", "z"), "to", OnnxType.Int64), Node("Relu", "z", "output"))),
        ["cast to bool"] = ("turns real numbers into bool", () => Dense("output", Int(Node("Cast", "y", "z"), "to", 9), Node("Relu", "z", "output"))),
        ["cast to nothing"] = ("turns real numbers into undefined", () => Dense("output", Node("Cast", "y", "z"), Node("Relu", "z", "output"))),
        ["cast of a constant to bool"] = ("turns constants into bool", () => Dense("output", Int(Node("Cast", "b", "c"), "to", 9), Node("Add", "y", "output", "c"))),
        ["cast of NaN"] = ("makes a whole number of NaN", () => With(Dense("output", Int(Node("Cast", "nan", "c"), "to", OnnxType.Int64), Node("Add", "y", "output", "c")), OnnxTensor.Of("nan", [1], [float.NaN]))),
        ["constants that do not go together"] = ("shapes [3] and [2], which do not go together", () => With(Dense("output", Node("Add", "b", "c", "two"), Node("Add", "y", "output", "c")), OnnxTensor.Of("two", [2], [1, 2]))),
        ["as many constants in other shapes"] = ("shapes [3, 2] and [2, 3], which do not go together", () => With(Dense("output", Node("Add", "r", "c", "s"), Node("Add", "y", "output", "c")), OnnxTensor.Of("r", [3, 2], new float[6]), OnnxTensor.Of("s", [2, 3], new float[6]))),
        ["constants that become huge"] = ("it makes 10000000000 values", () => With(Dense("output", Node("Add", "r", "c", "s"), Node("Add", "y", "output", "c")), OnnxTensor.Of("r", [100000, 1], new float[100000]), OnnxTensor.Of("s", [1, 100000], new float[100000]))),
        ["whole number divided by 0"] = ("divides a whole number by 0", () => With(Dense("output", Node("Div", "i", "j", "k"), Int(Node("Cast", "j", "c"), "to", 1), Node("Add", "y", "output", "c")), OnnxTensor.Of("i", 1L), OnnxTensor.Of("k", 0L))),
        ["whole number too large"] = ("it is malformed", () => With(Dense("output", Node("Pow", "i", "j", "k"), Int(Node("Cast", "j", "c"), "to", 1), Node("Add", "y", "output", "c")), OnnxTensor.Of("i", 10L), OnnxTensor.Of("k", 20L))),
        ["slopes along the width"] = ("its slopes have the shape [3]", () => Image(Node("PRelu", "x", "output", "slopes"), OnnxTensor.Of("slopes", [3], [0.1f, 0.2f, 0.3f]))),
        ["slopes along the height"] = ("its slopes have the shape [3, 1]", () => Image(Node("PRelu", "x", "output", "slopes"), OnnxTensor.Of("slopes", [3, 1], [0.1f, 0.2f, 0.3f]))),
        ["bias of every row"] = ("in the shape [3, 1]", () => Graph([3], "output", [OnnxTensor.Of("w", [3, 3], Weights), OnnxTensor.Of("column", [3, 1], new float[3])], Node("Gemm", "x", "output", "w", "column"))),
        ["norm of another axis"] = ("its weight has the shape [3, 1]", () => Graph([3], "output", [OnnxTensor.Of("column", [3, 1], new float[3])], Node("LayerNormalization", "x", "output", "column"))),
    };

    /// <summary>Graphs that are imported, and what comes out of a row.</summary>
    private static readonly Dictionary<string, (Func<OnnxModel> Model, Func<float[], double[]> Expected)> Right = new()
    {
        ["bias behind Identity"] = (() => Dense("output", Node("Identity", "y", "z"), Node("Add", "z", "output", "b")), row => Plus(Product(row), 1, 2, 3)),
        ["bias behind Transpose"] = (() => Dense("output", Node("Transpose", "y", "z"), Node("Add", "z", "s", "column"), Node("Transpose", "s", "output")), row => Plus(Product(row), 1, 2, 3)),
        ["bias behind Reshape to its own shape"] = (() => Dense("output", Node("Shape", "y", "shape"), Node("Reshape", "y", "z", "shape"), Node("Add", "z", "output", "b")), row => Plus(Product(row), 1, 2, 3)),
        ["bias of an only channel"] = (() => Graph([1, 3, 3], "output", [OnnxTensor.Of("w", [1, 1, 1, 1], [2]), OnnxTensor.Of("b", [1, 1, 1], [5])], Node("Conv", "x", "y", "w"), Node("Add", "y", "output", "b")), row => [.. row.Select(value => (2.0 * value) + 5)]),
        ["cast to float64 and back"] = (() => Dense("output", Int(Node("Cast", "y", "z"), "to", OnnxType.Double), Int(Node("Cast", "z", "output"), "to", OnnxType.Float)), row => Product(row)),
        ["standardised input, also used half done"] = (() => With(Graph([3], "output", [],
            Node("Sub", "x", "m", "b"), Node("Identity", "m", "i"), Node("Div", "i", "d", "by"), Node("MatMul", "m", "p", "w"), Node("MatMul", "d", "q", "w"), Node("Add", "p", "output", "q")),
            OnnxTensor.Of("w", [3, 3], Weights), OnnxTensor.Of("b", [3], [1, 2, 3]), OnnxTensor.Of("by", [3], [2, 4, 8])),
            row => Plus(Product(Less(row)), Product([.. Less(row).Select((value, i) => value / (2 << i))]))),
        ["scaled input, also moved"] = (() => With(Graph([3], "output", [],
            Node("Mul", "x", "m", "half"), Node("MatMul", "m", "p", "w"), Node("Add", "m", "d", "b"), Node("MatMul", "d", "q", "w"), Node("Add", "p", "output", "q")),
            OnnxTensor.Of("w", [3, 3], Weights), OnnxTensor.Of("b", [3], [1, 2, 3]), OnnxTensor.Of("half", [], [0.5f])),
            row => Plus(Product([.. row.Select(value => value / 2)]), Product([(row[0] / 2) + 1, (row[1] / 2) + 2, (row[2] / 2) + 3]))),
        ["input that is cut at -100"] = (() => With(Graph([3], "output", [], Node("Add", "x", "a", "c"), Node("Relu", "a", "output")), OnnxTensor.Of("c", [], [100])), row => [.. row.Select(value => Math.Max(0, value + 100.0))]),
        ["column plus row"] = (() => With(Graph([3], "output", [], Node("Add", "column", "w", "row"), Node("MatMul", "x", "output", "w")),
            OnnxTensor.Of("column", [3, 1], [1, 2, 3]), OnnxTensor.Of("row", [1, 3], [10, 20, 30])),
            row => [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 3).Sum(i => row[i] * (double)(i + 1 + (10 * (j + 1)))))]),
        ["whole numbers above 2^24"] = (() => With(Dense("output", Node("Sub", "large", "d", "small"), Int(Node("Cast", "d", "c"), "to", OnnxType.Float), Node("Mul", "b", "scaled", "c"), Node("Add", "y", "output", "scaled")),
            OnnxTensor.Of("large", (1L << 24) + 1), OnnxTensor.Of("small", 1L << 24)), row => Plus(Product(row), 1, 2, 3)),
        ["powers of whole numbers"] = (() => With(Dense("output", Node("Pow", "i", "j", "k"), Node("Div", "j", "d", "l"), Int(Node("Cast", "d", "c"), "to", OnnxType.Float), Node("Mul", "b", "scaled", "c"), Node("Add", "y", "output", "scaled")),
            OnnxTensor.Of("i", -3L), OnnxTensor.Of("k", 3L), OnnxTensor.Of("l", 10L)), row => Plus(Product(row), -2, -4, -6)),
        ["slopes of channels"] = (() => Image(Node("PRelu", "x", "output", "slopes"), OnnxTensor.Of("slopes", [3, 1, 1], [0.1f, 0.2f, 0.3f])),
            row => [.. row.Select((value, i) => value > 0 ? value : value * 0.1 * (1 + (i / 9)))]),
    };

    public static TheoryData<string> FunctionNames { get; } = [.. Functions.Keys];

    public static TheoryData<string> WrongNames { get; } = [.. Wrong.Keys];

    public static TheoryData<string> RightNames { get; } = [.. Right.Keys];

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void FunctionOfElements_IsWhatItIsEverywhere(string name)
    {
        var (expected, nodes, numbers) = Functions[name];
        var model = With(Dense("output", nodes), [.. numbers.Select((number, i) => OnnxTensor.Of($"c{i}", [], [number]))]);
        if (expected is null)
        {
            Assert.Contains("none of the activations", Assert.Throws<ToolFailure>(() => Import(model)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(expected, System.Text.Encoding.UTF8.GetString(Import(model).SourceBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void OtherMeaning_IsRefused(string name) =>
        Assert.Contains(Wrong[name].Expected, Assert.Throws<ToolFailure>(() => Import(Wrong[name].Model())).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(RightNames))]
    public async Task Graph_GivesTheOutputsOfItsOperators(string name)
    {
        var (make, expected) = Right[name];
        var model = make();
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder["m.onnx"], OnnxWriter.Write(model));
        var run = await ToolRun.OfAsync("import", folder["m.onnx"], "--out", folder.Path, "--name", "Meant");
        Assert.True(run.Code == 0, run.Error);
        using var assembly = NetworkAssembly.Open(folder["Meant.cs"]);
        var network = assembly.Find(null).Create();
        await using (var file = File.OpenRead(folder["Meant.safetensors"]))
        {
            network.Load(file);
        }

        var size = network.Info.InputSize;
        float[] inputs = [.. Enumerable.Range(0, 3 * size).Select(i => Rows[i % Rows.Length] + (i / Rows.Length))];
        var outputs = new float[3 * network.Info.OutputSize];
        network.ForwardBatch(inputs, outputs);
        double[] wanted = [.. inputs.Chunk(size).SelectMany(expected)];
        AssertClose(wanted, [.. outputs.Select(value => (double)value)]);
        if (PeerProcess.HasRuntime)
        {
            var feeds = new Dictionary<string, object> { ["x"] = new { type = "float32", shape = (int[])[3, .. network.Info.Inputs[0].Shape], data = inputs } };
            var peer = PeerProcess.Run("node", PeerProcess.File("run_onnx.js"), folder["m.onnx"], folder.Write("feeds.json", JsonSerializer.Serialize(feeds)));
            Assert.True(peer.Code == 0, peer.Error);
            AssertClose(wanted, JsonSerializer.Deserialize<double[][]>(peer.Out)![0]);
            output.WriteLine("the same in ONNX Runtime");
        }
    }

    [Theory]
    [InlineData(OnnxType.Int32, null)]
    [InlineData(OnnxType.Int64, null)]
    [InlineData(9, "turns indices into bool")]
    public void Indices_MayBeCastToIndices(int target, string? expected)
    {
        var model = Graph([4], "output", [OnnxTensor.Of("table", [5, 2], new float[10])], Int(Node("Cast", "x", "ids"), "to", target), Node("Gather", "table", "rows", "ids"), Ints(Node("ReduceMean", "rows", "output"), "axes", 1));
        model.Graph.Inputs[0] = model.Graph.Inputs[0] with { ElementType = OnnxType.Int64 };
        if (expected is null)
        {
            Assert.Contains("[Embedding(5, 2", System.Text.Encoding.UTF8.GetString(Import(model).SourceBytes()), StringComparison.Ordinal);
            return;
        }

        Assert.Contains(expected, Assert.Throws<ToolFailure>(() => Import(model)).Message, StringComparison.Ordinal);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-5 * (1 + Math.Abs(pair.First))));
    }

    private static ImportedClass Import(OnnxModel model)
    {
        // By way of bytes, as a file would come.
        var (network, tensors) = OnnxImporter.Import(OnnxReader.Read(OnnxWriter.Write(model), "m.onnx"), new Dictionary<string, long>(), []).Complete(ImportedClass.AutomaticName);
        return ImportedClass.Of(network, tensors, "Meant", null);
    }

    private static double[] Product(IReadOnlyList<float> row) => [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 3).Sum(i => row[i] * (double)Weights[(i * 3) + j]))];

    private static float[] Less(float[] row) => [row[0] - 1, row[1] - 2, row[2] - 3];

    private static double[] Plus(double[] left, params double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    /// <summary>y = x · w for three features, and the nodes behind it; b and column are biases.</summary>
    private static OnnxModel Dense(string outputs, params OnnxNode[] nodes) => Graph([3], outputs,
        [OnnxTensor.Of("w", [3, 3], Weights), OnnxTensor.Of("b", [3], [1, 2, 3]), OnnxTensor.Of("column", [3, 1], [1, 2, 3])], [Node("MatMul", "x", "y", "w"), .. nodes]);

    private static OnnxModel Image(OnnxNode node, OnnxTensor tensor) => Graph([3, 3, 3], "output", [tensor], node);

    private static OnnxModel Graph(long[] input, string outputs, OnnxTensor[] tensors, params OnnxNode[] nodes)
    {
        var model = new OnnxModel { IrVersion = 7 };
        model.Opsets.Add(("", nodes.Any(node => node.OpType == "LayerNormalization") ? 17 : 12));
        model.Graph.Name = "g";
        model.Graph.Inputs.Add(new OnnxValue("x", 1, [new(null, "n"), .. input.Select(length => new OnnxDimension(length, null))]));
        model.Graph.Outputs.AddRange(outputs.Split(' ').Select(name => new OnnxValue(name, 1, [new(null, "n"), .. input.Select(length => new OnnxDimension(length, null))])));
        model.Graph.Nodes.AddRange(nodes);
        return With(model, tensors);
    }

    private static OnnxModel With(OnnxModel model, params OnnxTensor[] tensors)
    {
        model.Graph.Initializers.AddRange(tensors);
        return model;
    }

    private static OnnxNode Node(string op, string input, string output, params string[] more)
    {
        var node = new OnnxNode { Name = $"{op} {output}", OpType = op };
        node.Inputs.AddRange([input, .. more]);
        node.Outputs.Add(output);
        return node;
    }

    private static OnnxNode Int(OnnxNode node, string name, long value) => With(node, new OnnxAttribute { Name = name, Integer = value });

    private static OnnxNode Ints(OnnxNode node, string name, params long[] values) => With(node, new OnnxAttribute { Name = name, Integers = [.. values] });

    private static OnnxNode With(OnnxNode node, OnnxAttribute attribute)
    {
        node.Attributes.Add(attribute);
        return node;
    }
}
