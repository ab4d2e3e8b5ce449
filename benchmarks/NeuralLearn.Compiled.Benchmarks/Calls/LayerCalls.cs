namespace NeuralLearn.Compiled.Benchmarks.Calls;

/// <summary>The reference network cnn.</summary>
public readonly struct CnnCalls() : INetworkCalls
{
    private readonly CnnAnswers _answers = new();
    private readonly Cnn _network = new();

    /// <inheritdoc/>
    public static string Name => "cnn";

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

/// <summary>The reference network gru16: one row is one step of a stream.</summary>
public readonly struct Gru16Calls() : INetworkCalls
{
    private readonly Gru16 _network = new();
    private readonly Gru16.State[] _state = new Gru16.State[1];

    /// <inheritdoc/>
    public static string Name => "gru16";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Step(input, ref _state[0], output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        _state[0] = default;
        for (var row = 0; row < outputs.Length; row++)
        {
            _network.Step(inputs.Slice(row, 1), ref _state[0], outputs.Slice(row, 1));
        }

        _state[0] = default;
    }

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => throw new NotSupportedException();
}

/// <summary>The reference network lstm16: one row is one step of a stream.</summary>
public readonly struct Lstm16Calls() : INetworkCalls
{
    private readonly Lstm16 _network = new();
    private readonly Lstm16.State[] _state = new Lstm16.State[1];

    /// <inheritdoc/>
    public static string Name => "lstm16";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Step(input, ref _state[0], output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        _state[0] = default;
        for (var row = 0; row < outputs.Length; row++)
        {
            _network.Step(inputs.Slice(row, 1), ref _state[0], outputs.Slice(row, 1));
        }

        _state[0] = default;
    }

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => throw new NotSupportedException();
}

/// <summary>The reference network rtn: one row is one step of a stream.</summary>
public readonly struct RtnCalls() : INetworkCalls
{
    private readonly Rtn _network = new();
    private readonly Rtn.State[] _state = new Rtn.State[1];

    /// <inheritdoc/>
    public static string Name => "rtn";

    /// <inheritdoc/>
    public INetwork Runner => _network;

    /// <inheritdoc/>
    public INetwork Learner => _network;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Step(input, ref _state[0], output);

    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        _state[0] = default;
        for (var row = 0; row < outputs.Length; row++)
        {
            _network.Step(inputs.Slice(row, 1), ref _state[0], outputs.Slice(row, 1));
        }

        _state[0] = default;
    }

    /// <inheritdoc/>
    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels) => throw new NotSupportedException();
}
