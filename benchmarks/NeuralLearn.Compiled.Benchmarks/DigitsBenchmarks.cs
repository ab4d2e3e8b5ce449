using BenchmarkDotNet.Attributes;

namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>784 – 128 ReLU – 10.</summary>
[MemoryDiagnoser]
public class DigitsBenchmarks
{
    private const int Rows = 32;

    private readonly Digits _network = new(1);
    private readonly float[] _inputs = Data.Uniform(Rows * Digits.InputSize);
    private readonly float[] _outputs = new float[Rows * Digits.OutputSize];
    private readonly int[] _targets = Data.Labels(Rows, Digits.OutputSize);

    /// <summary>One sample.</summary>
    [Benchmark]
    public void Forward1() => _network.Forward(_inputs.AsSpan(0, Digits.InputSize), _outputs.AsSpan(0, Digits.OutputSize));

    /// <summary>A batch of 32.</summary>
    [Benchmark]
    public void Forward32() => _network.ForwardBatch(_inputs, _outputs);

    /// <summary>A training step on one sample.</summary>
    [Benchmark]
    public float Train1() => _network.TrainBatch(_inputs.AsSpan(0, Digits.InputSize), _targets.AsSpan(0, 1));

    /// <summary>A training step on a batch of 32.</summary>
    [Benchmark]
    public float Train32() => _network.TrainBatch(_inputs, _targets);
}
