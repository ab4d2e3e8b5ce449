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
    public void ConvolutionsOfManySizes_AgreeWithPlainLoops(string pass) =>
        Sweep(pass, number => ConvSample.Draw(number, ConformancePass.Named(pass)));

    /// <summary>Mostly one operation, which works out what the pooling takes and nothing else.</summary>
    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void ConvolutionsWithPooling_AgreeWithPlainLoops(string pass) =>
        Sweep(pass, number => ConvSample.DrawPooled(Samples + number, ConformancePass.Named(pass)));

    private static void Sweep(string pass, Func<int, ConvSample> draw)
    {
        var drawn = Enumerable.Range(0, Samples).Select(draw);
        var sweep = NetworkSweep<ConvSample>.Execute(drawn, PerCompilation, ConformancePass.Named(pass), ConvCheck.Run);
        var problems = sweep.Results.OrderBy(result => result.Source.Number)
            .SelectMany(result => result.Report.Problems.Take(3).Select(problem => $"{result.Source}: {problem}"))
            .ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Equal(Samples, sweep.Results.Count);
    }
}
