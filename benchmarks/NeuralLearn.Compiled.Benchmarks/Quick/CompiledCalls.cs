using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>The calls of one emitted network. A struct, so that the JIT compiles the timing loop for it with direct calls.</summary>
internal interface ICompiledCalls
{
    void Load(ReadOnlySpan<float> parameters);

    void Store(Span<float> parameters);

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label);

    void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels);
}

internal readonly struct XorCalls() : ICompiledCalls
{
    private readonly ExclusiveOr _network = new();

    public void Load(ReadOnlySpan<float> parameters) => _network.LoadParameters(parameters);

    public void Store(Span<float> parameters) => _network.CopyParametersTo(parameters);

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label) => _network.TrainBatch(input, target);

    public void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => _network.TrainBatch(inputs, targets);
}

internal readonly struct NpcCalls() : ICompiledCalls
{
    private readonly Npc _network = new();

    public void Load(ReadOnlySpan<float> parameters) => _network.LoadParameters(parameters);

    public void Store(Span<float> parameters) => _network.CopyParametersTo(parameters);

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label) => _network.TrainBatch(input, target);

    public void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => _network.TrainBatch(inputs, targets);
}

internal readonly struct ControlCalls() : ICompiledCalls
{
    private readonly Control _network = new();

    public void Load(ReadOnlySpan<float> parameters) => _network.LoadParameters(parameters);

    public void Store(Span<float> parameters) => _network.CopyParametersTo(parameters);

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label) => _network.TrainBatch(input, target);

    public void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => _network.TrainBatch(inputs, targets);
}

/// <summary>Runs one class and trains another with the same parameters: the softmax stands in the network or in its loss.</summary>
internal readonly struct SensorCalls() : ICompiledCalls
{
    private readonly SensorAnswers _answers = new();
    private readonly Sensor _network = new();

    public void Load(ReadOnlySpan<float> parameters)
    {
        _answers.LoadParameters(parameters);
        _network.LoadParameters(parameters);
    }

    public void Store(Span<float> parameters) => _network.CopyParametersTo(parameters);

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _answers.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _answers.ForwardBatch(inputs, outputs);

    public void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label) =>
        _network.TrainBatch(input, MemoryMarshal.CreateReadOnlySpan(ref label, 1));

    public void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => _network.TrainBatch(inputs, labels);
}

/// <inheritdoc cref="SensorCalls"/>
internal readonly struct DigitsCalls() : ICompiledCalls
{
    private readonly DigitsAnswers _answers = new();
    private readonly Digits _network = new();

    public void Load(ReadOnlySpan<float> parameters)
    {
        _answers.LoadParameters(parameters);
        _network.LoadParameters(parameters);
    }

    public void Store(Span<float> parameters) => _network.CopyParametersTo(parameters);

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _answers.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _answers.ForwardBatch(inputs, outputs);

    public void Train1(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int label) =>
        _network.TrainBatch(input, MemoryMarshal.CreateReadOnlySpan(ref label, 1));

    public void Train32(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => _network.TrainBatch(inputs, labels);
}
