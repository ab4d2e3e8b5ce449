using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Training;

namespace NeuralLearn.Compiled.Tool.Tests.Training;

public sealed class ArchitectureFitTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "[Input(4)] [Dense(32, Activation.ReLU)] [Dense(32, Activation.ReLU)] [Dense(3)] [CrossEntropyLoss] [Adam] [Classes(\"a\", \"b\", \"c\")]")]
    [InlineData("dense 3", "[Input(4)] [Dense(3)] [CrossEntropyLoss] [Adam] [Classes(\"a\", \"b\", \"c\")]")]
    [InlineData("dense 3 relu", "[Input(4)] [Dense(3, Activation.ReLU)] [Dense(3)] [CrossEntropyLoss] [Adam] [Classes(\"a\", \"b\", \"c\")]")]
    [InlineData("4 -> dense 8 relu -> crossentropy -> sgd 0.1", "[Input(4)] [Dense(8, Activation.ReLU)] [Dense(3)] [CrossEntropyLoss] [Sgd(LearningRate = 0.1)] [Classes(\"a\", \"b\", \"c\")]")]
    [InlineData("dense 5 -> crossentropy", "[Input(4)] [Dense(5)] [CrossEntropyLoss] [Adam]")]
    [InlineData("dense 8 relu -> softmax -> mse", "[Input(4)] [Dense(8, Activation.ReLU)] [Softmax] [MeanSquaredErrorLoss] [Adam]")]
    [InlineData("1x2x2 -> conv 2 2x2 relu", "[Input(1, 2, 2)] [Conv2D(2, Kernel = 2, Activation = Activation.ReLU)] [Flatten] [Dense(3)] [CrossEntropyLoss] [Adam] [Classes(\"a\", \"b\", \"c\")]")]
    public void Complete_AddsWhatIsMissing(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ArchitectureFit.Complete(text, CsvData.Open(new CsvRequest(_folder.Iris("a", "b", "c"))), false, []).Lines));

    [Fact]
    public void Complete_PutsStandardizeBelowTheInput() => Assert.StartsWith(
        "[Input(4)] [Standardize] [Dense(3)]",
        string.Join(' ', ArchitectureFit.Complete("dense 3", CsvData.Open(new CsvRequest(_folder.Iris())), true, []).Lines),
        StringComparison.Ordinal);

    [Fact]
    public void Source_KeepsLongNamesWithCommasWhole()
    {
        string[] names = [.. Enumerable.Range(0, 3).Select(number => $"kind {number}, \\ which is, so to say, a \"long\" one, {new string('x', 40)}")];
        var source = ArchitectureFit.Complete("dense 3", CsvData.Open(new CsvRequest(_folder.Iris(names))), false, []).ToSource("Flowers");
        Assert.Contains(",\n    \"kind 1, ", source, StringComparison.Ordinal);
        using var assembly = SourceCompiler.Compile(source, "Flowers.cs").Load();
        Assert.Equal(names, assembly.Find(null).Create().Info.Outputs[0].ClassNames);
    }

    [Theory]
    [InlineData("iris.csv", "IrisNetwork")]
    [InlineData("house prices-2.csv", "HousePrices2Network")]
    [InlineData("2024.csv", "Data2024Network")]
    [InlineData("Ω.csv", "TrainedNetwork")]
    public void ClassName_ComesFromTheFile(string file, string expected) => Assert.Equal(expected, ArchitectureFit.ClassName(file));

    [Theory]
    [InlineData(new[] { 4.0, 3, 2, 1 }, "█▆▃▁")]
    [InlineData(new[] { 1000.0, 100, 10, 1 }, "█▆▃▁")]
    [InlineData(new[] { 1.0, double.NaN, 1 }, "▁ ▁")]
    [InlineData(new double[0], "")]
    public void Sparkline_FollowsTheValues(double[] values, string expected) => Assert.Equal(expected, TrainingText.Sparkline(values, 10, true));
}
