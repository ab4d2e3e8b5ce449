namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>One measurement: the least and the middle of many repeats.</summary>
/// <param name="Network">The reference network's name.</param>
/// <param name="Implementation">The implementation's name.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Minimum">Nanoseconds per call.</param>
/// <param name="Median">Nanoseconds per call.</param>
/// <param name="Allocated">Managed bytes of this process per call, rounded up.</param>
internal sealed record Cell(string Network, string Implementation, Metric Metric, double Minimum, double Median, long Allocated)
{
    public const string Header = "network,implementation,metric,min_ns,median_ns,allocated_bytes";

    public override string ToString() =>
        FormattableString.Invariant($"{Network},{Implementation},{Metric.Name()},{Minimum:F1},{Median:F1},{Allocated}");
}
