using System.Text.Json;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Training;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Tests.Training;

public sealed class TrainTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Irises_AreLearntFromNamesOfClasses()
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--standardize", "--epochs", "100");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("'target'", run.Out, StringComparison.Ordinal);
        Assert.Contains("[Dense(3)] for the 3 classes of 'target'", run.Out, StringComparison.Ordinal);
        Assert.Contains("epoch   1/100", run.Out, StringComparison.Ordinal);
        var file = RunFile.Read(_folder.RunFile);
        Assert.InRange(file.Result.Validation!.Accuracy!.Value, 0.93, 1);
        Assert.Equal(["setosa", "versicolor", "virginica"], file.Confusion!.Classes);
        Assert.Equal(30, file.Confusion.Counts.Sum(row => row.Sum()));
        Assert.Equal(100, file.History.Count);

        // What was saved is a whole: the class compiles, takes the weights and has the same answers.
        using var assembly = NetworkAssembly.Open(Path.Combine(_folder.Run, "IrisNetwork.cs"));
        var network = (ITrainableNetwork)assembly.Find(null).Create();
        using (var weights = File.OpenRead(_folder.Weights))
        {
            network.Load(weights);
        }

        Assert.Equal(file.Data.Classes, network.Info.Outputs[0].ClassNames);
        var data = Dataset.FromCsv(TrainingFolder.Data("iris.csv"), new CsvOptions { Label = "target" });
        var right = Enumerable.Range(0, data.Count).Count(row =>
        {
            var scores = new float[3];
            network.Forward(data.Input(row), scores);
            return Array.IndexOf(scores, scores.Max()) == data.Label(row);
        });
        var expected = (file.Result.Validation.Accuracy.Value * 30) + (file.Result.Training!.Accuracy!.Value * 120);
        Assert.Equal(expected, right, 0.001);
    }

    [Fact]
    public async Task SameSeed_GivesTheSameWeights()
    {
        var data = _folder.Iris();
        string[] options = ["--network", "dense 8 tanh", "--epochs", "5", "--seed", "7"];
        Assert.Equal(0, (await _folder.TrainAsync(data, options)).Code);
        var first = await File.ReadAllBytesAsync(_folder.Weights);
        Assert.Equal(0, (await _folder.TrainAsync(data, options)).Code);
        Assert.Equal(first, await File.ReadAllBytesAsync(_folder.Weights));
        Assert.Equal(0, (await _folder.TrainAsync(data, [.. options[..^1], "8"])).Code);
        Assert.NotEqual(first, await File.ReadAllBytesAsync(_folder.Weights));
    }

    [Fact]
    public async Task Amounts_AreLearntAsAmounts()
    {
        var run = await _folder.TrainAsync(TrainingFolder.Data("wine.csv"), "--target", "flavanoids", "--ignore", "target", "--standardize", "--quiet");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.DoesNotContain("epoch ", run.Out.Split("Done:")[0], StringComparison.Ordinal);
        var file = RunFile.Read(_folder.RunFile);
        Assert.Null(file.Confusion);
        Assert.Equal(12, file.Network.InputSize);
        Assert.InRange(file.Result.Validation!.RSquared!.Value, 0.6, 1);
    }

    [Fact]
    public async Task Source_IsTrainedWithItsOwnLayers()
    {
        var source = _folder.Write("Nets.cs", """
            namespace Mine;

            [Network, Input(30), Standardize, Dense(8, Activation.ReLU), Dense(1)]
            [BinaryCrossEntropyWithLogitsLoss, Adam(LearningRate = 0.01)]
            public sealed partial class Tumour;

            [Network, Input(2), Dense(1)]
            [MeanSquaredErrorLoss]
            public sealed partial class Other;
            """);
        var data = TrainingFolder.Data("breast_cancer.csv");
        Assert.Contains("choose one with --network", (await _folder.TrainAsync(data, "--source", source)).Error, StringComparison.Ordinal);
        var run = await _folder.TrainAsync(data, "--source", source, "--network", "Tumour", "--epochs", "20", "--patience", "5", "--batch", "16", "--json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Out);
        Assert.InRange(json.RootElement.GetProperty("result").GetProperty("validation").GetProperty("accuracy").GetDouble(), 0.94, 1);
        Assert.True(json.RootElement.GetProperty("settings").GetProperty("standardized").GetBoolean());
        Assert.Equal(await File.ReadAllTextAsync(source), await File.ReadAllTextAsync(Path.Combine(_folder.Run, "Nets.cs")));
    }

    [Fact]
    public async Task Stopped_KeepsUsableFiles()
    {
        using var stop = new CancellationTokenSource();
        using StoppingWriter output = new(stop, "epoch       3/"), error = new(stop, "never");
        string[] args = ["train", _folder.Iris(), "--out", _folder.Run, "--network", "dense 4 tanh", "--epochs", "1000000"];
        var code = await ToolProgram.RunAsync(args, new ToolOutput(ToolRun.Plain(output), ToolRun.Plain(error)), stop.Token);
        Assert.Equal(130, code);
        Assert.Contains("Stopped: ", output.ToString(), StringComparison.Ordinal);
        var file = RunFile.Read(_folder.RunFile);
        Assert.Equal("cancelled", file.Result.Reason);
        Assert.InRange(file.History.Count, 3, 999_999);
        var report = await ToolRun.OfAsync("report", _folder.RunFile, "--out", Path.Combine(_folder.Path, "report.html"));
        Assert.Equal((0, ""), (report.Code, report.Error));
        using var assembly = NetworkAssembly.Open(Path.Combine(_folder.Run, "IrisNetwork.cs"));
        using var weights = File.OpenRead(_folder.Weights);
        assembly.Find(null).Create().Load(weights);
    }

    [Fact]
    public async Task Divergence_IsSaidWithAdvice()
    {
        var run = await _folder.TrainAsync(TrainingFolder.Data("wine.csv"), "--network", "dense 8 relu -> dense 1 -> mse -> sgd 1000", "--target", "proline", "--epochs", "5");
        Assert.Equal(4, run.Code);
        Assert.Contains("infinite or no number in epoch 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("--learning-rate than 1000", run.Error, StringComparison.Ordinal);
        Assert.Contains("--standardize", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.RunFile));
    }

    [Fact]
    public async Task Validation_MayBeAnotherFile()
    {
        var train = _folder.Write("train.csv", "x,kind\n0,low\n1,low\n8,high\n9,high\n");
        var test = _folder.Write("test.csv", "x,kind\n0.5,low\n9.5,high\n");
        var run = await _folder.TrainAsync(train, "--validation", test, "--epochs", "3");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var file = RunFile.Read(_folder.RunFile);
        Assert.Equal((4, 2), (file.Data.TrainingRows, file.Data.ValidationRows));
        Assert.Equal(["high", "low"], file.Data.Classes);
        var other = _folder.Write("other.csv", "x,kind\n0.5,middle\n");
        Assert.Contains("found 'middle'; one of high, low was expected", (await _folder.TrainAsync(train, "--validation", other, "--epochs", "3")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,y\n1,2,0\n3,x,1\n", "line 3, column 2 ('b'): found 'x'; a number was expected")]
    [InlineData("a,b,y\n1,NaN,0\n3,4,1\n", "line 2, column 2 ('b'): found 'NaN'")]
    [InlineData("a,b,y\n1,2,0\n3,,1\n", "line 3, column 2 ('b'): found nothing")]
    [InlineData("a,b,y\n1,2,0\n3,4\n", "line 3: found 2 fields; 3 were expected")]
    [InlineData("a,b,y\n1,2,0\n\"3,4,1\n", "never closed")]
    [InlineData("", "the file is empty")]
    [InlineData("a,b,y\n", "no rows below its first line")]
    [InlineData("y\n1\n2\n", "no column is left for the inputs")]
    [InlineData("a,b,y\n1,2,\n3,4,1\n", "line 2, column 3 ('y'): found nothing; a class was expected")]
    public async Task HostileFile_IsOneClearError(string text, string expected)
    {
        var run = await _folder.TrainAsync(_folder.Write("bad.csv", text));
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Fact]
    public async Task Columns_ThatAreNotThere_AreNamed()
    {
        var run = await _folder.TrainAsync(_folder.Iris(), "--target", "species");
        Assert.Equal(3, run.Code);
        Assert.Contains("no column 'species'; the columns are sepal_length_cm,", run.Error, StringComparison.Ordinal);
        Assert.Contains("none.csv", (await _folder.TrainAsync(Path.Combine(_folder.Path, "none.csv"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByteOrderMark_QuotesAndSeparators_AreRead()
    {
        var text = "\uFEFF\"x, the first\";\"y\"\r\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 2};\"{(i % 2 == 0 ? "even; or so" : "odd \"\"one\"\"")}\"\r\n"));
        var run = await _folder.TrainAsync(_folder.Write("quoted.csv", text), "--separator", ";", "--target", "y", "--epochs", "40", "--lr", "0.05");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var file = RunFile.Read(_folder.RunFile);
        Assert.Equal(["x, the first"], file.Data.Inputs);
        Assert.Equal(["even; or so", "odd \"one\""], file.Data.Classes);
        Assert.Equal(1, file.Result.Validation!.Accuracy);
    }

    [Fact]
    public async Task Misfits_AreSaidWithBothNumbers()
    {
        var data = _folder.Iris();
        Assert.Contains("has 4 input columns (sepal_length_cm, ", (await _folder.TrainAsync(data, "--network", "5 -> dense 3")).Error, StringComparison.Ordinal);
        Assert.Contains("3 classes (setosa, versicolor, virginica); IrisNetwork has 2 outputs", (await _folder.TrainAsync(data, "--network", "dense 2 -> crossentropy")).Error, StringComparison.Ordinal);
        Assert.Contains("found 'setosa'; a number was expected", (await _folder.TrainAsync(data, "--network", "dense 1 -> mse")).Error, StringComparison.Ordinal);
        var broken = await _folder.TrainAsync(data, "--network", "dense 8 -> maxpool 2 -> dense 3");
        Assert.Equal(3, broken.Code);
        Assert.Contains("IrisNetwork.cs(", broken.Error, StringComparison.Ordinal);
        Assert.Contains("This is IrisNetwork.cs:", broken.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _folder.TrainAsync(data, "--epochs", "0")).Code);
        Assert.Equal(2, (await _folder.TrainAsync(data, "--validation", "1.5")).Code);
        Assert.False(Directory.Exists(_folder.Run));
    }

    [Theory]
    [InlineData("1e-10", "1E-10")]
    [InlineData("0.001", "0.001")]
    [InlineData("0.123456789", "0.12345679")]
    public async Task LearningRate_IsWrittenAsItIs(string rate, string written)
    {
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--network", "dense 3", "--epochs", "1", "--learning-rate", rate)).Code);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.RunFile));
        Assert.Equal(written, json.RootElement.GetProperty("settings").GetProperty("learningRate").GetRawText());
        Assert.Equal(written, json.RootElement.GetProperty("history")[0].GetProperty("learningRate").GetRawText());
    }

    [Fact]
    public async Task WhatTheTrainerRefuses_LeavesNoFolder()
    {
        var source = _folder.Write("Three.cs", "[Network, Input(2), Dense(3), MeanSquaredErrorLoss] public sealed partial class Three;");
        var data = _folder.Write("table.csv", "a,b,c,d\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i},{i},{i}\n")));
        var run = await _folder.TrainAsync(data, "--source", source, "--target", "c", "d");
        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Contains("2 target values", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Run));
    }

    /// <summary>Presses Ctrl+C when something is printed.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop, string trigger) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(trigger, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }
}
