namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>An implementation that this process calls.</summary>
internal abstract class InProcess(Reference reference) : Implementation
{
    protected Reference Reference { get; } = reference;

    /// <summary>Sets all parameters, in PyTorch's order.</summary>
    public abstract void Load(ReadOnlySpan<float> parameters);

    /// <summary>Copies out all parameters.</summary>
    public abstract void Store(Span<float> parameters);

    /// <summary>Runs 32 rows once, for the comparison of results.</summary>
    public abstract void Forward(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Runs one row by itself, for the same.</summary>
    public abstract void ForwardRow(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Does the measured thing that many times, without anything around it.</summary>
    public abstract void Repeat(Metric metric, long count);

    public override float[] Results(float[] parameters)
    {
        var outputs = Reference.Rows * Reference.OutputSize;
        var trained = Reference.Metrics.Any(metric => metric.IsTraining()) ? Reference.ParameterCount : 0;
        var results = new float[outputs + trained + outputs];
        Load(parameters);
        Forward(Reference.Inputs, results.AsSpan(0, outputs));
        if (trained > 0)
        {
            Repeat(Metric.Train1, 3);
            Repeat(Metric.Train32, 3);
            Store(results.AsSpan(outputs, trained));
            Load(parameters);
        }

        for (var row = 0; row < Reference.Rows; row++)
        {
            var output = results.AsSpan(outputs + trained + (row * Reference.OutputSize), Reference.OutputSize);
            ForwardRow(Reference.Inputs.AsSpan(row * Reference.InputSize, Reference.InputSize), output);
        }

        return results;
    }
}
