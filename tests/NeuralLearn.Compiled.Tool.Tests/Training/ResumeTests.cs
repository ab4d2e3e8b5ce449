using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private static readonly string[] Options = ["--network", "dense 64 tanh", "--standardize", "--epochs", "6000", "--schedule", "cosine warmup 100", "--quiet"];

    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stopped_GoesOnToTheSameBits()
    {
        var data = _folder.Iris();
        Assert.Equal(0, (await _folder.TrainAsync(data, Options)).Code);
        var whole = await File.ReadAllBytesAsync(_folder.Weights);
        var wholeRun = RunFile.Read(_folder.RunFile);
        var checkpoint = Path.Combine(_folder.Run, RunFolder.CheckpointName);
        Assert.False(File.Exists(checkpoint));
        Directory.Delete(_folder.Run, recursive: true);

        using var stop = new CancellationTokenSource();
        using StringWriter output = new(), error = new();
        var training = ToolProgram.RunAsync(["train", data, "--out", _folder.Run, .. Options], new ToolOutput(ToolRun.Plain(output), ToolRun.Plain(error)), stop.Token);
        while (!Directory.Exists(_folder.Run) && !training.IsCompleted)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        Assert.Equal((130, ""), (await training, error.ToString()));
        Assert.Contains("--resume", output.ToString(), StringComparison.Ordinal);
        var stopped = RunFile.Read(_folder.RunFile);
        Assert.Equal("cancelled", stopped.Result.Reason);
        Assert.InRange(stopped.Result.Epochs, 0, 5999);
        Assert.True(File.Exists(checkpoint));

        // Other options are another training.
        var other = await _folder.TrainAsync(data, [.. Options, "--batch", "16", "--resume"]);
        Assert.Equal(3, other.Code);
        Assert.Contains("'batch 32' in the file, 'batch 16' here", other.Error, StringComparison.Ordinal);

        var resumed = await _folder.TrainAsync(data, [.. Options, "--resume"]);
        Assert.Equal((0, ""), (resumed.Code, resumed.Error));
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder.Weights));
        var run = RunFile.Read(_folder.RunFile);
        Assert.Equal(wholeRun.History.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.LearningRate)), run.History.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.LearningRate)));
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public async Task Schedule_ChangesTheRate()
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--epochs", "10", "--schedule", "step 4 0.5", "--learning-rate", "0.01", "--quiet");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var file = RunFile.Read(_folder.RunFile);
        Assert.Equal((0.01, "step 4 0.5"), (file.Settings.LearningRate, file.Settings.Schedule));
        Assert.Equal([0.01, 0.005, 0.0025], file.History.Select(epoch => Math.Round(epoch.LearningRate, 6)).Distinct());
    }

    [Theory]
    [InlineData("cosin")]
    [InlineData("")]
    [InlineData("step")]
    [InlineData("step x")]
    [InlineData("exponential nan")]
    [InlineData("cosine warmup")]
    [InlineData("plateau 3 0.1 7")]
    public async Task UnknownSchedule_NamesThose_ThereAre(string schedule)
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--schedule", schedule);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("plateau [EPOCHS [FACTOR]]", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Theory]
    [InlineData("step 0")]
    [InlineData("step 3 -1")]
    [InlineData("cosine -1")]
    public async Task SenselessSchedule_IsRefused(string schedule)
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--schedule", schedule);
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Fact]
    public async Task NothingToResume_IsSaid()
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--resume");
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains("nothing to resume", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }
}
