using BenchmarkDotNet.Attributes;

namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>8 – 64 tanh – 64 tanh – 2 tanh.</summary>
[MemoryDiagnoser]
public class ControlBenchmarks
{
    private const int Rows = 32;

    private readonly Control _network = new(1);
    private readonly float[] _inputs = Data.Uniform(Rows * Control.InputSize);
    private readonly float[] _outputs = new float[Rows * Control.OutputSize];
    private readonly float[] _targets = Data.Uniform(Rows * Control.OutputSize);

    /// <summary>One sample.</summary>
    [Benchmark]
    public void Forward1() => _network.Forward(_inputs.AsSpan(0, Control.InputSize), _outputs.AsSpan(0, Control.OutputSize));

    /// <summary>A batch of 32.</summary>
    [Benchmark]
    public void Forward32() => _network.ForwardBatch(_inputs, _outputs);

    /// <summary>A training step on one sample.</summary>
    [Benchmark]
    public float Train1() => _network.TrainBatch(_inputs.AsSpan(0, Control.InputSize), _targets.AsSpan(0, Control.OutputSize));

    /// <summary>A training step on a batch of 32.</summary>
    [Benchmark]
    public float Train32() => _network.TrainBatch(_inputs, _targets);
}
