using BenchmarkDotNet.Attributes;

namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>16 – 32 ReLU – 32 ReLU – 4.</summary>
[MemoryDiagnoser]
public class NpcBenchmarks
{
    private const int Rows = 32;

    private readonly Npc _network = new(1);
    private readonly float[] _inputs = Data.Uniform(Rows * Npc.InputSize);
    private readonly float[] _outputs = new float[Rows * Npc.OutputSize];
    private readonly float[] _targets = Data.Uniform(Rows * Npc.OutputSize);

    /// <summary>One sample.</summary>
    [Benchmark]
    public void Forward1() => _network.Forward(_inputs.AsSpan(0, Npc.InputSize), _outputs.AsSpan(0, Npc.OutputSize));

    /// <summary>A batch of 32.</summary>
    [Benchmark]
    public void Forward32() => _network.ForwardBatch(_inputs, _outputs);

    /// <summary>A training step on one sample.</summary>
    [Benchmark]
    public float Train1() => _network.TrainBatch(_inputs.AsSpan(0, Npc.InputSize), _targets.AsSpan(0, Npc.OutputSize));

    /// <summary>A training step on a batch of 32.</summary>
    [Benchmark]
    public float Train32() => _network.TrainBatch(_inputs, _targets);
}
