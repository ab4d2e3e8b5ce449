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
}
