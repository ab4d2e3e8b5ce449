using System.Text;

namespace NeuralLearn.Compiled.Tool.Tests.Training;

/// <summary>What people give to train who have not read how it works.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--epochs", "x")]
    [InlineData("--batch", "1e9")]
    [InlineData("--patience", "")]
    [InlineData("--learning-rate", "fast")]
    [InlineData("--seed", "-1")]
    public async Task NoNumber_IsAUsageError(string option, string value)
    {
        var run = await _folder.TrainAsync(_folder.Iris(), option, value);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Theory]
    [InlineData("a;b;kind\n1;2;x\n3;4;y\n", "--separator ';'")]
    [InlineData("a\tb\tkind\n1\t2\tx\n3\t4\ty\n", "--separator tab")]
    [InlineData("a,b,kind\n1,2,red\n3,4,red\n", "is 'red' in all 2 rows")]
    [InlineData("a,b,kind\n1,2,red\n", "is 'red' in its only row")]
    public async Task Table_IsRefused_WithTheReason(string text, string reason)
    {
        var run = await _folder.TrainAsync(_folder.Write("table.csv", text));
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Fact]
    public async Task FolderAndLatin1_AreToldApart()
    {
        var folder = await _folder.TrainAsync(_folder.Path);
        Assert.Equal(3, folder.Code);
        Assert.Contains("is a folder", folder.Error, StringComparison.Ordinal);
        var path = Path.Combine(_folder.Path, "latin.csv");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes("a,kind\n1,größe\n2,klein\n"));
        var latin = await _folder.TrainAsync(path);
        Assert.Equal(3, latin.Code);
        Assert.Contains("UTF-8", latin.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bytes [", latin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumbersAsNames_AreNoticed()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{20 - i},{(i % 2 == 0 ? "x" : "y")}\n"));
        var run = await _folder.TrainAsync(_folder.Write("table.csv", rows), "--epochs", "1");
        Assert.Contains("--no-header", run.Out, StringComparison.Ordinal);
        run = await _folder.TrainAsync(_folder.Write("table.csv", rows), "--epochs", "1", "--no-header");
        Assert.DoesNotContain("--no-header", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnClass_IsNotReplaced()
    {
        Directory.CreateDirectory(_folder.Run);
        var path = Path.Combine(_folder.Run, "Program.cs");
        await File.WriteAllTextAsync(path, "mine");
        var run = await _folder.TrainAsync(_folder.Iris(), "--name", "Program", "--epochs", "1");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Run));

        // What a run has left, a run replaces.
        File.Delete(path);
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--name", "Program", "--epochs", "1")).Code);
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--name", "Program", "--epochs", "1", "--network", "dense 4")).Code);
    }

    [Fact]
    public async Task FileForAFolder_IsRefused()
    {
        var run = await ToolRun.OfAsync("train", _folder.Iris(), "--out", _folder.Write("taken", ""));
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("is a file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_TakesTheFolderOfARun()
    {
        await _folder.TrainAsync(_folder.Iris(), "--epochs", "1");
        var page = Path.Combine(_folder.Path, "page.html");
        var run = await ToolRun.OfAsync("report", _folder.Run, "--out", page);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var written = await File.ReadAllTextAsync(page);

        // What the help says: a file that is there is replaced.
        Assert.Contains("replaced", (await ToolRun.OfAsync("report", "--help")).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(page, "old");
        Assert.Equal(0, (await ToolRun.OfAsync("report", _folder.Run, "--out", page)).Code);
        Assert.Equal(written, await File.ReadAllTextAsync(page));
        run = await ToolRun.OfAsync("report", _folder.Run, "--out", _folder.Run);
        Assert.Equal(2, run.Code);
        Assert.Contains("is a folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "class=\"confusion\"")]
    [InlineData(9, "class=\"confusion upright\"")]
    public async Task ManyLongClasses_StandOnEnd(int classes, string expected)
    {
        var rows = string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % classes},{i},a long name of class {i % classes}\n"));
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Write("table.csv", "a,b,kind\n" + rows), "--epochs", "1")).Code);
        var page = Path.Combine(_folder.Path, "page.html");
        Assert.Equal(0, (await ToolRun.OfAsync("report", _folder.Run, "--out", page)).Code);
        Assert.Contains(expected, await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }
}
