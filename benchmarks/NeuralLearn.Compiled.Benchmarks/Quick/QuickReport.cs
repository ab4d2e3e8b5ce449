using NeuralLearn.Compiled.Benchmarks.Measuring;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>One network's part of the table.</summary>
internal static class QuickReport
{
    public static void Print(Reference reference, List<Cell> cells)
    {
        Cell? At(string name, Metric metric) => cells.Find(cell => cell.Implementation == name && cell.Metric == metric);
        Cell? Best(Metric metric) =>
            cells.Where(cell => cell.Metric == metric && cell.Implementation != "compiled").MinBy(cell => cell.Minimum);

        Console.WriteLine($"{reference.Name}: {reference.Summary}, {reference.MultiplyAdds:N0} multiply-adds; least ns per call");
        Line("", metric => metric.Name());
        foreach (var name in cells.Select(cell => cell.Implementation).Distinct())
        {
            Line(name, metric => At(name, metric)?.Minimum.ToString("N1"));
        }

        string? Ratio(Metric metric, Cell? peer) => peer is null ? null : (At("compiled", metric)!.Minimum / peer.Minimum).ToString("F2");
        Line("ratio to plain-c", metric => Ratio(metric, At("plain-c", metric)));
        Line("ratio to the best", metric => Ratio(metric, Best(metric)));
        Line("best peer", metric => Best(metric)?.Implementation);
        double? Rate(Metric metric) => reference.MultiplyAddsOf(metric) / At("compiled", metric)?.Minimum;
        Line("of the FMA peak", metric => (Rate(metric) / Peaks.MultiplyAdds)?.ToString("P0"));

        // One sample needs each parameter once; memory of the parameters' size lies in the level of cache in which they lie.
        const int FirstCache = 16 << 10;
        var bytes = reference.ParameterCount * sizeof(float);
        var peak = Peaks.Loads(Math.Max(bytes, FirstCache));
        Line("of the load peak", metric => metric == Metric.Inf1 ? (bytes / At("compiled", metric)!.Minimum / peak).ToString("P0") : null);
        Console.WriteLine($"  ({bytes:N0} bytes of parameters; the load peak there is {peak:F0} bytes per ns)");
        Console.WriteLine();
    }

    private static void Line(string title, Func<Metric, string?> text) =>
        Console.WriteLine($"  {title,-18}" + string.Concat(Metrics.All.Select(metric => $"{text(metric) ?? "-",18}")));
}
