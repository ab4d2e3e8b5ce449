using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Tests.Training;

public sealed class TrainingViewTests
{
    [Theory]
    [InlineData(80, 300_000)]
    [InlineData(72, 9_000)]
    [InlineData(160, 10)]
    public void LiveView_HasOneLineForEachOfItsRows(int width, int epochs)
    {
        var progress = new TrainingProgress { Epochs = epochs, HasValidation = true, Rows = 120, TotalSteps = 4L * epochs, Steps = 2L * epochs, Elapsed = TimeSpan.FromSeconds(100) };
        using var text = new StringWriter();
        var console = ToolRun.Plain(text);
        console.Profile.Width = width;
        console.Write(TrainingView.Draw(progress, console.Profile));
        var lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Contains("rows/s", lines[0], StringComparison.Ordinal);
        Assert.Contains("ETA", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 1, width));
    }

    [Fact]
    public void Resumed_CountsItsOwnStepsForSpeedAndTimeLeft()
    {
        var progress = new TrainingProgress { Epochs = 100, HasValidation = false, Rows = 10, TotalSteps = 1000, StepsBefore = 500, Steps = 600, Elapsed = TimeSpan.FromSeconds(10) };
        Assert.Equal(10, progress.RowsPerSecond, 1e-9);
        Assert.Equal(40, progress.Left!.Value.TotalSeconds, 1e-6);
    }
}
