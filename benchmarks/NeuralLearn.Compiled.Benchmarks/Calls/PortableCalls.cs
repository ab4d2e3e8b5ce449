namespace NeuralLearn.Compiled.Benchmarks.Calls;

/// <summary>The reference network xor with portable arithmetic.</summary>
public readonly struct PortableXorCalls() : INetworkCalls
{
    private readonly PortableExclusiveOr _network = new();

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

/// <summary>The reference network npc with portable arithmetic.</summary>
public readonly struct PortableNpcCalls() : INetworkCalls
{
    private readonly PortableNpc _network = new();

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

/// <summary>The reference network sensor with portable arithmetic.</summary>
public readonly struct PortableSensorCalls() : INetworkCalls
{
    private readonly PortableSensorAnswers _answers = new();
    private readonly PortableSensor _network = new();

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

/// <summary>The reference network control with portable arithmetic.</summary>
public readonly struct PortableControlCalls() : INetworkCalls
{
    private readonly PortableControl _network = new();

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

/// <summary>The reference network digits with portable arithmetic.</summary>
public readonly struct PortableDigitsCalls() : INetworkCalls
{
    private readonly PortableDigitsAnswers _answers = new();
    private readonly PortableDigits _network = new();

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
