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

    /// <summary>A file may be replaced between two readings of one command; no test can be as quick, so that here the printing says it.</summary>
    [Fact]
    public async Task MalformedData_IsOneClearError_WhereverItIsNoticed()
    {
        using Refusing output = new();
        using StringWriter error = new();
        var code = await ToolProgram.RunAsync(["inspect", PeerProcess.File("mlp.recorded.safetensors"), "--json"], new ToolOutput(ToolRun.Plain(output), ToolRun.Plain(error)));
        Assert.Equal((3, Refusing.Message + Environment.NewLine), (code, error.ToString()));
    }

    private sealed class Refusing : StringWriter
    {
        public const string Message = "The file ends early.";

        public override void WriteLine(string? value) => throw new InvalidDataException(Message);
    }
}
