using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Tests.Compiling;

/// <summary>Classes that name a weights file: compiled as a build would, and run with the weights that a program has.</summary>
public sealed class BakedWeightsTests : IDisposable
{
    private const string Flowers = """
        [Network(Weights = "flowers.safetensors"), Input(4)]
        [Dense(6, Activation.Tanh, Name = "body", Trainable = false), Dense(3, Name = "head")]
        [CrossEntropyLoss, Adam(LearningRate = 1e-3)]
        public sealed partial class Flowers;
        """;

    /// <summary>Without a loss, so that the build folds the normalisation into the layer.</summary>
    private const string AtRest = """
        [Network(Weights = "rest.safetensors"{0}), Input(1, 5, 5)]
        [Conv2D(3, Kernel = 3), BatchNorm, Flatten, Dense(2)]
        public sealed partial class AtRest;
        """;

    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_TakeAClassWithBakedWeights()
    {
        var source = _folder.Write("Flowers.cs", Flowers);
        var weights = Save(Flowers, "flowers.safetensors");
        var explained = await ToolRun.OfAsync("explain", source);
        Assert.Equal((0, ""), (explained.Code, explained.Error));
        Assert.Contains("body", explained.Out, StringComparison.Ordinal);
        var check = await ToolRun.OfAsync("check", weights, "--source", source);
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.Contains("4 tensors", check.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flowers.safetensors")]
    [InlineData("models/flowers.safetensors")]
    [InlineData("./models/v2/flowers.safetensors")]
    public void File_IsFoundInAndBelowTheFolder(string name)
    {
        var isOther = name != "flowers.safetensors";
        Save(Flowers, isOther ? name : "models/flowers.safetensors");

        // Neither what a build has left nor what hides makes a name ambiguous; another file's content is nobody's business.
        foreach (var other in (string[])["bin/Release/flowers.safetensors", ".cache/flowers.safetensors", "other.safetensors"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(other))!);
            File.WriteAllText(At(other), "no weights");
        }

        var source = _folder.Write("Flowers.cs", Flowers.Replace("flowers.safetensors", name, StringComparison.Ordinal));
        using var assembly = NetworkAssembly.Open(source);
        Assert.Equal(name, assembly.Find(null).BakedFile);
    }

    [Fact]
    public void Name_IsFromTheProject_AndMayBeAConstant()
    {
        Save(Flowers, "models/flowers.safetensors");
        _folder.Write("Game.csproj", "<Project />");
        Directory.CreateDirectory(At("Brains"));
        var source = _folder.Write("Brains/Flowers.cs", Flowers.Replace("\"flowers.safetensors\"", "Names.Folder + \"/flowers.safetensors\"", StringComparison.Ordinal)
            + "\npublic static class Names { public const string Folder = \"models\"; }");
        using var assembly = NetworkAssembly.Open(source);
        Assert.Equal("models/flowers.safetensors", assembly.Find(null).BakedFile);
    }

    [Fact]
    public async Task AbsentFile_IsSaid_WithThoseThatAreThere()
    {
        var source = _folder.Write("Flowers.cs", Flowers);
        Save(Flowers, "sub/flower.safetensors");
        var run = await ToolRun.OfAsync("explain", source);
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains("error NLC4001: The project has no weights file 'flowers.safetensors'; it has 'sub/flower.safetensors'", run.Error, StringComparison.Ordinal);
        Assert.Contains($"looked for in {_folder.Path} and below", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedOrAmbiguousFile_IsSaidByTheCompiler()
    {
        var source = _folder.Write("Flowers.cs", Flowers);
        var weights = _folder.Write("flowers.safetensors", "no weights");
        Assert.Contains("error NLC4002", (await ToolRun.OfAsync("explain", source)).Error, StringComparison.Ordinal);
        File.Delete(weights);
        Save(Flowers, "one/flowers.safetensors");
        Save(Flowers, "two/flowers.safetensors");
        Assert.Contains("error NLC4008: 'flowers.safetensors' can be any of 'one/flowers.safetensors', 'two/flowers.safetensors'", (await ToolRun.OfAsync("explain", source)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherFilesOfTheProject_AreSaidToBeAbsent()
    {
        var source = _folder.Write("Flowers.cs", Flowers.Replace("Input(4)", "Input(Garden.Senses)", StringComparison.Ordinal));
        Save(Flowers, "flowers.safetensors");
        Assert.Contains("compiled alone", (await ToolRun.OfAsync("explain", source)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Flowers, "flowers.safetensors", "")]
    [InlineData(AtRest, "rest.safetensors", "")]
    [InlineData(AtRest, "rest.safetensors", ", Placement = Placement.InPlace")]
    [InlineData(AtRest, "rest.safetensors", ", Placement = Placement.PerInstance")]
    public async Task Export_WritesBakedWeights_FromSourceAndAssembly(string text, string name, string placement)
    {
        text = text.Replace("{0}", placement, StringComparison.Ordinal);
        var weights = Save(text, name);
        var source = _folder.Write("Baked.cs", text);
        var compiled = At("Game.dll");
        await File.WriteAllBytesAsync(compiled, SourceCompiler.CompileFile(source).Image.ToArray());
        Assert.Equal((0, ""), await Export(source, "given.onnx", "--weights", weights));
        var expected = await File.ReadAllBytesAsync(At("given.onnx"));
        foreach (var from in (string[])[source, compiled])
        {
            var (code, error) = await Export(from, "baked.onnx", "--force");
            Assert.Equal(0, code);
            Assert.Contains($"The weights are those of {name}, which are baked into ", error, StringComparison.Ordinal);
            Assert.DoesNotContain("initial weights", error, StringComparison.Ordinal);
            Assert.Equal(expected, await File.ReadAllBytesAsync(At("baked.onnx")));
        }
    }

    [Fact]
    public async Task Report_ShowsBakedWeights()
    {
        var weights = Save(Flowers, "flowers.safetensors");
        var source = _folder.Write("Flowers.cs", Flowers);
        var given = await ToolRun.OfAsync("report", "--source", source, "--weights", weights, "--out", At("given.html"));
        Assert.Equal((0, ""), (given.Code, given.Error));
        var baked = await ToolRun.OfAsync("report", "--source", source, "--out", At("baked.html"));
        Assert.Equal(0, baked.Code);
        Assert.Contains("The weights are those of flowers.safetensors", baked.Error, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(At("given.html")), await File.ReadAllTextAsync(At("baked.html")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Train_GoesOnFromBakedWeights(bool measuresAgain)
    {
        var text = Flowers.Replace("[Dense(6", "[Standardize, Dense(6", StringComparison.Ordinal);
        var weights = Save(text, "flowers.safetensors");
        var source = _folder.Write("Flowers.cs", text);
        var run = await _folder.TrainAsync(_folder.Iris(), ["--source", source, "--epochs", "2", "--seed", "3", .. measuresAgain ? (string[])["--standardize"] : []]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("goes on from the weights of flowers.safetensors", run.Out, StringComparison.Ordinal);
        var (before, after) = (SafeTensorsFile.Read(weights), SafeTensorsFile.Read(_folder.Weights));
        bool IsSame(string tensor) => before.Data(before.Find(tensor)!).SequenceEqual(after.Data(after.Find(tensor)!));
        Assert.True(IsSame("body.weight"), "The layer that does not learn has other weights.");
        Assert.False(IsSame("head.weight"), "The layer that learns has learnt nothing.");
        Assert.Equal(!measuresAgain, IsSame("standardize1.mean"));
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private async Task<(int Code, string Error)> Export(string from, string to, params string[] more)
    {
        var run = await ToolRun.OfAsync(["export", from, "--out", At(to), .. more]);
        return (run.Code, run.Error);
    }

    /// <summary>Weights for a class that no constructor of it gives: initial ones with noise, also in the statistics of a normalisation.</summary>
    private string Save(string text, string name)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = text.IndexOf('(', StringComparison.Ordinal);
        using var assembly = SourceCompiler.Compile(text.Remove(start, text.IndexOf(')', StringComparison.Ordinal) + 1 - start), "Bare.cs").Load();
        var network = assembly.Find(null).Create(5);
        var random = new NetRandom(11);
        var values = new float[Math.Max(network.Info.ParameterCount, network.Info.BufferCount)];
        network.CopyParametersTo(values.AsSpan(0, network.Info.ParameterCount));
        for (var i = 0; i < network.Info.ParameterCount; i++)
        {
            values[i] += 0.2f * random.NextNormal();
        }

        network.LoadParameters(values.AsSpan(0, network.Info.ParameterCount));
        for (var i = 0; i < network.Info.BufferCount; i++)
        {
            values[i] = 0.5f + random.NextSingle();
        }

        network.LoadBuffers(values.AsSpan(0, network.Info.BufferCount));
        using var file = File.Create(path);
        network.Save(file);
        return path;
    }
}
