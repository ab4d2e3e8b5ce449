namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>The benchmarks' table of keystrokes runs. Nothing is said of times here.</summary>
public sealed class CompilerTableTests
{
    [Fact]
    public void Smoke_HasEveryRow()
    {
        var (exitCode, lines) = BenchmarkRun.Start("compiler", "--smoke");
        Assert.Equal(0, exitCode);
        foreach (var row in new[] { "an edit of another file", "the same, this generator", "ratio  ", "ratio where", "an edit of one network", "the middle", "first run", "memory after", "the declarations' analyzer", "missed:" })
        {
            Assert.Single(lines, line => line.StartsWith(row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void UnknownOption_IsAnError() => Assert.Equal(1, BenchmarkRun.Start("compiler", "--smok").ExitCode);
}
