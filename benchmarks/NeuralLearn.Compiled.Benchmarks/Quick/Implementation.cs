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

/// <summary>One way to run and train a reference network.</summary>
internal abstract class Implementation : IDisposable
{
    public abstract string Name { get; }

    /// <summary>Sets all parameters, in PyTorch's order.</summary>
    public abstract void Load(ReadOnlySpan<float> parameters);

    /// <summary>Copies out all parameters.</summary>
    public abstract void Store(Span<float> parameters);

    /// <summary>Runs 32 rows once, for the comparison of results.</summary>
    public abstract void Forward(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Does the measured thing that many times, without anything around it.</summary>
    public abstract void Repeat(Metric metric, long count);

    public virtual void Dispose()
    {
    }
}
