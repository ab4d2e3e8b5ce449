using System.Globalization;
using NeuralLearn.Compiled.Conformance.Sweeps.Graphs;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>
/// Networks that nobody thought of: layers, branches, sizes, losses and reductions are drawn from a seed, which the environment
/// variable NEURALLEARN_SEED replaces.
/// </summary>
public sealed class RandomGraphTests(ITestOutputHelper output)
{
    private const string SeedVariable = "NEURALLEARN_SEED";
    private const string CountVariable = "NEURALLEARN_GRAPHS";
    private const int DefaultSeed = 20261121;
    private const int DefaultCount = 60;
    private const int PerCompilation = 15;

    private static readonly int Seed = FromEnvironment(SeedVariable, DefaultSeed);
    private static readonly int Count = FromEnvironment(CountVariable, DefaultCount);

    private static readonly Dictionary<string, Lazy<NetworkSweep<RandomGraph>>> Sweeps = ConformancePass.All.ToDictionary(
        pass => pass.Name, pass => new Lazy<NetworkSweep<RandomGraph>>(() => Run(pass)), StringComparer.Ordinal);

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void RandomGraphs_AgreeWithFormulasAndDifferences(string pass)
    {
        var sweep = Sweeps[pass].Value;
        var comparisons = sweep.Results.Sum(result => result.Report.Comparisons);
        var worst = sweep.Results.Where(result => result.Report.Worst is not null).MaxBy(result => result.Report.Worst!.Ratio);
        output.WriteLine($"{SeedVariable}={Seed}: {sweep.Results.Count} graphs, {comparisons} comparisons, {sweep.Duration.TotalSeconds:F1} s");
        output.WriteLine($"closest to its tolerance: {worst?.Source.ClassName}, {worst?.Report.Worst}");

        var failures = sweep.Results.Where(result => result.Report.Problems.Count > 0)
            .OrderBy(result => result.Source.ClassName, StringComparer.Ordinal)
            .Select(result => Failure(result, pass))
            .ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} failing:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
        Assert.Equal(Count, sweep.Results.Count);
    }

    /// <summary>A layer or loss that comes to the library comes to these graphs, or says why not.</summary>
    [Fact]
    public void EveryLayerLossAndActivation_IsDrawnOrListedAsLeftOut()
    {
        var known = GraphLayers.Available.Select(layer => layer.Attribute).Concat(GraphLayers.LeftOut.Keys)
            .Concat(GraphLosses.Available.Select(loss => loss.Attribute)).Concat(GraphLosses.LeftOut.Keys).ToHashSet(StringComparer.Ordinal);
        var unknown = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
            .Select(type => type.Name.Replace(nameof(Attribute), "", StringComparison.Ordinal))
            .Where(name => !known.Contains(name));
        Assert.Empty(unknown);
        Assert.DoesNotContain(
            Enum.GetNames<Activation>(), name => !Formulas.Activations.ContainsKey(name) && !GraphLayers.LeftOut.ContainsKey("Activation." + name));
    }

    /// <summary>A table that is never drawn from tests nothing.</summary>
    [Fact]
    public void DrawnGraphs_HaveEveryLayerLossReductionAndRead()
    {
        var text = string.Join('\n', Enumerable.Range(0, DefaultCount).Select(number => RandomGraph.Draw(Seed, number, ConformancePass.Default)));
        var expected = GraphLayers.Available.Select(layer => layer.Attribute)
            .Concat(GraphLosses.Available.Select(loss => loss.Attribute))
            .Select(attribute => "[" + attribute)
            .Concat(Enum.GetNames<Activation>().Where(Formulas.Activations.ContainsKey).Select(name => "Activation." + name))
            .Concat(["From = \"input\"", "From = \"v", "Reduction.Sum", "Bias = false", "LabelSmoothing", "PositiveWeight", "Momentum", "AmsGrad", "Centered", "ClipValue", "ClipNorm", "Adagrad"]);
        Assert.DoesNotContain(expected, words => !text.Contains(words, StringComparison.Ordinal));
    }

    private static NetworkSweep<RandomGraph> Run(ConformancePass pass) =>
        NetworkSweep<RandomGraph>.Execute(
            Enumerable.Range(0, Count).Select(number => RandomGraph.Draw(Seed, number, pass)), PerCompilation, pass,
            (graph, create, report) => GraphCheck.Run(graph, create, report, Seed));

    private static string Failure(SweepResult<RandomGraph> result, string pass) => string.Join(
        Environment.NewLine,
        [$"{SeedVariable}={Seed}, {result.Source.ClassName}, {pass}:", .. result.Source.Declaration, .. result.Report.Problems.Take(5).Select(problem => "  " + problem)]);

    private static int FromEnvironment(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
