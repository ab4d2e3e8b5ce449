using NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>
/// Random graphs of layers that whole numbers go through exactly: no tolerance hides a number that is left out, read twice or read from
/// the place beside.
/// </summary>
public sealed class ExactGraphTests
{
    private const int Seed = 20261122;
    private const int Count = 40;
    private const int PerCompilation = 20;

    [Theory]
    [InlineData("linear", "default")]
    [InlineData("linear", "portable")]
    [InlineData("choosing", "default")]
    [InlineData("choosing", "portable")]
    public void WholeNumbers_GoThroughExactly(string kind, string pass)
    {
        var palette = kind == "linear" ? GraphPalette.Linear : GraphPalette.Choosing;
        var named = ConformancePass.Named(pass);
        var sweep = NetworkSweep<RandomGraph>.Execute(
            Enumerable.Range(0, Count).Select(number => RandomGraph.Draw(Seed, number, named, palette)), PerCompilation, named,
            (graph, create, report) => GraphCheck.Run(graph, create, report, Seed));
        var failures = sweep.Results.Where(result => result.Report.Problems.Count > 0)
            .OrderBy(result => result.Source.ClassName, StringComparer.Ordinal)
            .Select(result => string.Join(Environment.NewLine, [result.Source.ClassName, .. result.Source.Declaration, .. result.Report.Problems.Take(5)]))
            .ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} failing:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
        Assert.Equal(Count, sweep.Results.Count);
    }

    /// <summary>A table that is never drawn from tests nothing.</summary>
    [Fact]
    public void DrawnGraphs_HaveEveryLayerOfTheirPalette()
    {
        foreach (var palette in new[] { GraphPalette.Linear, GraphPalette.Choosing })
        {
            var text = string.Join('\n', Enumerable.Range(0, Count).Select(number => RandomGraph.Draw(Seed, number, ConformancePass.Default, palette)));
            Assert.DoesNotContain(palette.Layers, layer => !text.Contains("[" + layer.Attribute, StringComparison.Ordinal));
        }
    }
}
