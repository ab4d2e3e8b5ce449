namespace NeuralLearn.Compiled.Benchmarks.Calls;

/// <summary>The reference network xor.</summary>
public readonly struct XorCalls() : INetworkCalls
{
    private readonly ExclusiveOr _network = new();

    /// <inheritdoc/>
    public static string Name => "xor";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) =>
        _network.TrainBatch(inputs, targets);
}

/// <summary>The reference network npc.</summary>
public readonly struct NpcCalls() : INetworkCalls
{
    private readonly Npc _network = new();

    /// <inheritdoc/>
    public static string Name => "npc";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) =>
        _network.TrainBatch(inputs, targets);
}

/// <summary>The reference network sensor.</summary>
public readonly struct SensorCalls() : INetworkCalls
{
    private readonly SensorAnswers _answers = new();
    private readonly Sensor _network = new();

    /// <inheritdoc/>
    public static string Name => "sensor";

    /// <inheritdoc/>
    public INetwork Runner => _answers;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _answers.Forward(input, output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _answers.ForwardBatch(inputs, outputs);

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) =>
        _network.TrainBatch(inputs, labels);
}

/// <summary>The reference network control.</summary>
public readonly struct ControlCalls() : INetworkCalls
{
    private readonly Control _network = new();

    /// <inheritdoc/>
    public static string Name => "control";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) =>
        _network.TrainBatch(inputs, targets);
}

/// <summary>The reference network digits.</summary>
public readonly struct DigitsCalls() : INetworkCalls
{
    private readonly DigitsAnswers _answers = new();
    private readonly Digits _network = new();

    /// <inheritdoc/>
    public static string Name => "digits";

    /// <inheritdoc/>
    public INetwork Runner => _answers;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _answers.Forward(input, output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _answers.ForwardBatch(inputs, outputs);

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) =>
        _network.TrainBatch(inputs, labels);
}
