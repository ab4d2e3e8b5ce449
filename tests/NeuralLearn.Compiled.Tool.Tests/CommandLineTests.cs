namespace NeuralLearn.Compiled.Tool.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Unknown_IsAUsageError()
    {
        var run = await ToolRun.OfAsync("nonsense");
        Assert.Equal(2, run.Code);
        Assert.Contains("nonsense", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Help_HasALineForEachCommand_AndAllOfOne()
    {
        var root = await ToolRun.OfAsync("--help");
        Assert.Equal((0, ""), (root.Code, root.Error));
        Assert.InRange(root.Out.Split('\n').Length, 15, 30);
        Assert.Matches(@"inspect <file> +Shows what is in a safetensors or ONNX file\.\r?\n", root.Out);
        Assert.DoesNotContain("Examples", root.Out, StringComparison.Ordinal);
        var one = await ToolRun.OfAsync("inspect", "--help");
        Assert.Contains("neurallearn inspect policy.onnx --json", one.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoArguments_ShowTheHelp_AndAreNoSuccess()
    {
        var run = await ToolRun.OfAsync();
        Assert.Equal(2, run.Code);
        Assert.Contains("inspect <file>", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void NarrowHelp_FlowsButKeepsExamples()
    {
        const string Text = "One two\nthree.\n\nFour\nfive.\n\nExamples:\n  a b\n  c d\n\nSix\nseven";
        Assert.Equal("One two three.\n\nFour five.\n\nExamples:\n  a b\n  c d\n\nSix seven", HelpText.Flowing(Text));
        Assert.Equal("One two three.", HelpText.Summary(Text));
    }
}
