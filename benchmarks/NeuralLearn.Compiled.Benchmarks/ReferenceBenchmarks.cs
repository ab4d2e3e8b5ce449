using BenchmarkDotNet.Attributes;
using NeuralLearn.Compiled.Benchmarks.Calls;
using NeuralLearn.Compiled.Benchmarks.Quick;

namespace NeuralLearn.Compiled.Benchmarks;

/// <summary>The five measurements of a reference network.</summary>
/// <typeparam name="TCalls">The network.</typeparam>
[MemoryDiagnoser]
public abstract class ReferenceBenchmarks<TCalls>
    where TCalls : struct, INetworkCalls
{
    private readonly TCalls _calls = new();
    private readonly float[] _inputs;
    private readonly float[] _outputs;
    private readonly float[] _targets;
    private readonly int[] _labels;
    private readonly int _inputSize;
    private readonly int _outputSize;

    /// <summary>Loads the parameters that the quick table has.</summary>
    protected ReferenceBenchmarks()
    {
        var reference = Reference.All.First(one => one.Name == TCalls.Name);
        _calls.Runner.LoadParameters(reference.Parameters());
        _calls.Learner.LoadParameters(reference.Parameters());
        (_inputSize, _outputSize) = (reference.InputSize, reference.OutputSize);
        _inputs = [.. reference.Inputs];
        _outputs = new float[Reference.Rows * _outputSize];
        _targets = [.. reference.Targets];
        _labels = [.. Enumerable.Range(0, Reference.Rows).Select(reference.Label)];
    }

    /// <summary>One sample.</summary>
    [Benchmark]
    public void Inf1() => _calls.Forward(_inputs.AsSpan(0, _inputSize), _outputs.AsSpan(0, _outputSize));

    /// <summary>One sample, each input depending on the output before.</summary>
    [Benchmark]
    public void Lat1()
    {
        _calls.Forward(_inputs.AsSpan(0, _inputSize), _outputs.AsSpan(0, _outputSize));
        _inputs[0] = _outputs[0];
    }

    /// <summary>A batch of 32.</summary>
    [Benchmark]
    public void Inf32() => _calls.ForwardBatch(_inputs, _outputs);

    /// <summary>A training step on one sample.</summary>
    [Benchmark]
    public void Train1() => _calls.Train(_inputs.AsSpan(0, _inputSize), _targets.AsSpan(0, _outputSize), _labels.AsSpan(0, 1));

    /// <summary>A training step on a batch of 32.</summary>
    [Benchmark]
    public void Train32() => _calls.Train(_inputs, _targets, _labels);
}

/// <summary>2 – 8 tanh – 1 sigmoid.</summary>
public class XorBenchmarks : ReferenceBenchmarks<XorCalls>;

/// <summary>16 – 32 ReLU – 32 ReLU – 4.</summary>
public class NpcBenchmarks : ReferenceBenchmarks<NpcCalls>;

/// <summary>64 – 32 ReLU – 16 ReLU – 6 softmax.</summary>
public class SensorBenchmarks : ReferenceBenchmarks<SensorCalls>;

/// <summary>8 – 64 tanh – 64 tanh – 2 tanh.</summary>
public class ControlBenchmarks : ReferenceBenchmarks<ControlCalls>;

/// <summary>784 – 128 ReLU – 10 softmax.</summary>
public class DigitsBenchmarks : ReferenceBenchmarks<DigitsCalls>;
