using NeuralLearn.Compiled.Conformance.Sweeps.Dense;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>
/// Dense layers from 1 to 40 inputs and outputs: all widths of a last panel, all numbers of partial sums, and all tiles of outputs that kernels
/// are made of. A mistake in one of them is a mistake at some sizes only. Every size meets every eighth of the others, and those at the edges of
/// panels meet each other; with the environment variable NEURALLEARN_DENSE=all every size meets every other, which takes some minutes.
/// </summary>
public sealed class DenseSweepTests(ITestOutputHelper output)
{
    private const int Largest = 40;

    /// <summary>Sizes at and beside the edges of panels: arithmetic changes instructions, not where they are used.</summary>
    private static readonly int[] Edges = [1, 3, 4, 5, 8, 9, 15, 16, 17, 31, 32, 33, 40];

    /// <summary>Those of them that the other arithmetic takes; all with <see cref="All"/>.</summary>
    private static readonly int[] FewEdges = [1, 4, 5, 8, 15, 16, 17, 33];

    private static readonly bool All = Environment.GetEnvironmentVariable("NEURALLEARN_DENSE") == "all";

    private static int[] PortableEdges => All ? Edges : FewEdges;

    private static readonly Lazy<NetworkSweep<DenseSize>> Fused = new(() => Run(ConformancePass.Default, [.. Enumerable.Range(1, Largest)], OutputsFor));

    private static readonly Lazy<NetworkSweep<DenseSize>> Portable = new(() => Run(ConformancePass.Portable, PortableEdges, _ => PortableEdges));

    public static TheoryData<int> InputSizes() => [.. Enumerable.Range(1, Largest)];

    public static TheoryData<int> EdgeSizes() => [.. PortableEdges];

    [Theory]
    [MemberData(nameof(InputSizes))]
    public void DenseOfEverySize_AgreesWithPlainLoops(int inputs)
    {
        Require(Fused.Value, inputs, OutputsFor(inputs));
    }

    [Theory]
    [MemberData(nameof(EdgeSizes))]
    public void PortableDenseAroundPanels_AgreesWithPlainLoops(int inputs)
    {
        Require(Portable.Value, inputs, PortableEdges);
    }

    [Fact]
    public void Sweep_CoversEverySizeOnEitherSide()
    {
        var sizes = Enumerable.Range(1, Largest).ToList();
        Assert.All(sizes, size => Assert.InRange(Fused.Value.Results.Count(result => result.Source.Inputs == size), Largest / 8, Largest));
        Assert.All(sizes, size => Assert.InRange(Fused.Value.Results.Count(result => result.Source.Outputs == size), Largest / 8, Largest));
        Assert.Equal(sizes.Sum(size => OutputsFor(size).Length), Fused.Value.Results.Count);
        Assert.Equal(PortableEdges.Length * PortableEdges.Length, Portable.Value.Results.Count);
        foreach (var (name, sweep) in new[] { ("fused", Fused.Value), ("portable", Portable.Value) })
        {
            var worst = sweep.Results.Select(result => result.Report.Worst).MaxBy(comparison => comparison?.Ratio);
            output.WriteLine(FormattableString.Invariant(
                $"{name}: {sweep.Results.Count} sizes, {sweep.Results.Sum(result => result.Report.Comparisons)} comparisons, {sweep.Duration.TotalSeconds:F1} s"));
            output.WriteLine($"closest to its bound: {worst}");
        }
    }

    private static int[] OutputsFor(int inputs) =>
        [.. Enumerable.Range(1, Largest).Where(outputs => All || (inputs + outputs) % 8 == 0 || (Edges.Contains(inputs) && Edges.Contains(outputs)))];

    private static NetworkSweep<DenseSize> Run(ConformancePass pass, int[] sizes, Func<int, int[]> outputsFor) =>
        NetworkSweep<DenseSize>.Execute(
            sizes.SelectMany(inputs => outputsFor(inputs).Select(outputs => new DenseSize(inputs, outputs, pass))), sizes.Length, pass, DenseCheck.Run);

    private static void Require(NetworkSweep<DenseSize> sweep, int inputs, IReadOnlyList<int> outputs)
    {
        var problems = outputs
            .Select(size => sweep[DenseSize.NameOf(inputs, size)])
            .SelectMany(result => result.Report.Problems.Take(3).Select(problem => $"{result.Source.Inputs} -> {result.Source.Outputs}: {problem}"))
            .ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
