using NeuralLearn.Compiled.Conformance.Sweeps.Windows;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>Convolutions of many sizes, strides, paddings, dilations and groups: a mistake in a border or a tile is one at some sizes only.</summary>
public sealed class ConvSweepTests
{
    private const int Samples = 120;
    private const int PerCompilation = 15;

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void ConvolutionsOfManySizes_AgreeWithPlainLoops(string pass)
    {
        var drawn = Enumerable.Range(0, Samples).Select(number => ConvSample.Draw(number, ConformancePass.Named(pass)));
        var sweep = NetworkSweep<ConvSample>.Execute(drawn, PerCompilation, ConformancePass.Named(pass), ConvCheck.Run);
        var problems = sweep.Results.OrderBy(result => result.Source.Number)
            .SelectMany(result => result.Report.Problems.Take(3).Select(problem => $"{result.Source}: {problem}"))
            .ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Equal(Samples, sweep.Results.Count);
    }
}
