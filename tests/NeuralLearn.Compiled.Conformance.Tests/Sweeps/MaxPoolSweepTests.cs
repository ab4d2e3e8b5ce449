using NeuralLearn.Compiled.Conformance.Sweeps.Windows;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>Windows of many sizes over numbers that are often equal: which of them gets the gradient is part of the meaning.</summary>
public sealed class MaxPoolSweepTests
{
    private const int Samples = 60;
    private const int PerCompilation = 15;

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void MaxPoolsOfManySizes_AgreeWithPlainLoops(string pass)
    {
        var drawn = Enumerable.Range(0, Samples).Select(number => MaxPoolSample.Draw(number, ConformancePass.Named(pass)));
        var sweep = NetworkSweep<MaxPoolSample>.Execute(drawn, PerCompilation, ConformancePass.Named(pass), MaxPoolCheck.Run);
        var problems = sweep.Results.OrderBy(result => result.Source.Number)
            .SelectMany(result => result.Report.Problems.Take(3).Select(problem => $"{result.Source}: {problem}"))
            .ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Equal(Samples, sweep.Results.Count);
    }
}
