namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>What is measured, in nanoseconds per call.</summary>
internal enum Metric
{
    /// <summary>One sample, independent calls.</summary>
    Inf1,

    /// <summary>One sample, each input depending on the output before.</summary>
    Lat1,

    /// <summary>A batch of 32.</summary>
    Inf32,

    /// <summary>A training step on one sample.</summary>
    Train1,

    /// <summary>A training step on a batch of 32.</summary>
    Train32,
}

internal static class Metrics
{
    public static Metric[] All { get; } = Enum.GetValues<Metric>();

    public static bool IsTraining(this Metric metric) => metric is Metric.Train1 or Metric.Train32;

    /// <summary>As in tables.</summary>
    public static string Name(this Metric metric) => metric.ToString().ToLowerInvariant();
}
