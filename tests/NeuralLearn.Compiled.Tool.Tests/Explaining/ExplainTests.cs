using System.Text.Json;
using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Tests.Explaining;

public sealed class ExplainTests : IDisposable
{
    private const string Source = """
        namespace Mine;

        [Network, Input(64), Dense(32, Activation.ReLU, Name = "body"), Dense(32, Activation.ReLU, Name = "side", From = "body"), Add("body", "side")]
        [Dense(10), Softmax]
        [CrossEntropyLoss, Adam]
        public sealed partial class Digits;
        """;

    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OfASource_TellsLayersCostScheduleAndAdvice()
    {
        var run = await ToolRun.OfAsync("explain", _folder.Write("Digits.cs", Source));
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("[64] → [32]", run.Out, StringComparison.Ordinal);
        Assert.Contains("[32] + [32] → [32]", run.Out, StringComparison.Ordinal);
        Assert.Contains("3,466", run.Out, StringComparison.Ordinal);
        Assert.Contains("Whole learner", run.Out, StringComparison.Ordinal);
        Assert.Contains("Schedule for vectors of 256 bits", run.Out, StringComparison.Ordinal);
        Assert.Contains("BodyRows", run.Out, StringComparison.Ordinal);
        Assert.Contains("A tile of rows and outputs stays in registers", run.Out, StringComparison.Ordinal);
        Assert.Contains("NLC9", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasTheNumbersOfTheClass()
    {
        var path = _folder.Write("Digits.cs", Source);
        var run = await ToolRun.OfAsync("explain", path, "--json", "--level", "512");
        Assert.Equal((0, ""), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Out);
        using var assembly = NetworkAssembly.Open(path);
        var network = json.RootElement.GetProperty("network");
        foreach (var name in new[] { "Parameters", "WeightBytes", "OptimizerBytes", "StateBytes", "StackBytes", "CodeBytes", "TrainingMultiplyAdds" })
        {
            Assert.Equal(assembly.Find(null).Cost(name), network.GetProperty("cost").GetProperty(JsonNamingPolicy.CamelCase.ConvertName(name)).GetInt64());
        }

        Assert.Equal(3466, network.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Equal("512", json.RootElement.GetProperty("level").GetString());
        var kernels = json.RootElement.GetProperty("schedule").EnumerateArray().ToList();
        Assert.Contains(kernels, kernel => kernel.GetProperty("layer").GetString()!.StartsWith("body: [Dense(32", StringComparison.Ordinal));
        Assert.All(kernels, kernel => Assert.NotEqual("", kernel.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task Code_IsTheEmittedForward()
    {
        var run = await ToolRun.OfAsync("explain", "2 -> dense 4 tanh -> dense 1", "--code", "--level", "128");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("// One sample: input to output, layer by layer.", run.Out, StringComparison.Ordinal);
        Assert.Contains("internal static void Forward(ref float parameters", run.Out, StringComparison.Ordinal);
        Assert.Contains("Vector128", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("}", run.Out.TrimEnd(), StringComparison.Ordinal);
        var scalar = await ToolRun.OfAsync("explain", "2 -> dense 4 tanh -> dense 1", "--code", "--level", "scalar");
        Assert.DoesNotContain("Vector", scalar.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mermaid_IsTheDiagram()
    {
        var run = await ToolRun.OfAsync("explain", "2 -> dense 4 tanh -> dense 1", "--mermaid");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("flowchart TD", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await ToolRun.OfAsync("explain", "2 -> dense 4 tanh -> dense 1", "--mermaid", "--json")).Code);
    }

    [Fact]
    public async Task OfAnAssembly_TellsAllButTheSchedule()
    {
        var path = Path.Combine(_folder.Path, "App.dll");
        await File.WriteAllBytesAsync(path, SourceCompiler.Compile(Source, "Digits.cs").Image.ToArray());
        var run = await ToolRun.OfAsync("explain", path, "--network", "Mine.Digits");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("[32] + [32] → [32]", run.Out, StringComparison.Ordinal);
        Assert.Contains("explain the source", run.Out, StringComparison.Ordinal);
        Assert.Equal(3, (await ToolRun.OfAsync("explain", path, "--code")).Code);
        Assert.Contains("it has Mine.Digits", (await ToolRun.OfAsync("explain", path, "--network", "None")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_StandWhereABuildPutsThem()
    {
        var path = _folder.Write("Digits.cs", Source.Replace("Dense(10)", "Dense(10, Inputs = 9)", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync("explain", path);
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains($"{path}(4,21): error NLC1002: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ToolRun.OfAsync("explain", "nonsense")).Code);
        Assert.Contains("cannot be read", (await ToolRun.OfAsync("explain", "missing.cs")).Error, StringComparison.Ordinal);
    }
}
