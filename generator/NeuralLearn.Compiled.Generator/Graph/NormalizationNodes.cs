namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>The buffers of a batch normalisation.</summary>
/// <param name="Mean">running_mean, [channels].</param>
/// <param name="Variance">running_var, [channels].</param>
/// <param name="Batches">num_batches_tracked, a counter.</param>
internal sealed record RunningBuffers(Parameter Mean, Parameter Variance, Parameter Batches);

/// <summary>
/// y = (x - mean) / √(variance + ε) · weight + bias, channel by channel. In training mean and biased variance are those of the batch, over
/// rows and positions, and move the running ones: running ← (1 - momentum) running + momentum · (mean, or variance · n/(n - 1)), once a
/// pass. Otherwise they are the running ones.
/// </summary>
internal sealed class BatchNormNode(
    LayerLabel layer, Value x, Parameter? weight, Parameter? bias, RunningBuffers running, double momentum, double epsilon, bool measures, Value y)
    : Node(layer, x, y)
{
    /// <summary>[channels], or none; then there is no bias either.</summary>
    public Parameter? Weight { get; } = weight;

    public Parameter? Bias { get; } = bias;

    public RunningBuffers Running { get; } = running;

    /// <summary>The weight of the new value.</summary>
    public double Momentum { get; } = momentum;

    public double Epsilon { get; } = epsilon;

    /// <summary>Whether mean and variance are the batch's; never outside training, nor in a layer that does not learn.</summary>
    public bool Measures { get; } = measures;

    public int Channels => X.Shape.Channels;

    public override bool Learns => Weight is { Learns: true };

    public override Node With(IReadOnlyList<Value> inputs, Value y) =>
        new BatchNormNode(Layer, inputs[0], Weight, Bias, Running, Momentum, Epsilon, Measures, y);

    /// <summary>The same with the running mean and variance, on other values.</summary>
    public BatchNormNode ForEvaluation(Value x) => new(Layer, x, Weight, Bias, Running, Momentum, Epsilon, false, Y);
}

/// <summary>
/// y = (x - mean) / √(variance + ε) · weight + bias with mean and biased variance of the row itself: over the features of a vector, of each
/// step of a sequence, over everything of a signal or an image.
/// </summary>
internal sealed class LayerNormNode(LayerLabel layer, Value x, Parameter? weight, Parameter? bias, double epsilon, Value statistics, Value y) : Node(layer, x, y)
{
    /// <summary>One number per value that is normalised together, in its shape; or none, then there is no bias either.</summary>
    public Parameter? Weight { get; } = weight;

    public Parameter? Bias { get; } = bias;

    public double Epsilon { get; } = epsilon;

    /// <summary>Mean and 1/√(variance + ε) of each group, which gradients need again.</summary>
    public Value Statistics { get; } = statistics;

    /// <summary>Positions that share one mean: 1 of a vector or a sequence, all of a signal or an image.</summary>
    public int GroupPositions => X.Shape.IsChannelsFirst ? X.Shape.Positions : 1;

    /// <summary>How many means a row has.</summary>
    public int Groups => X.Shape.Positions / GroupPositions;

    public override bool Learns => Weight is { Learns: true };

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new LayerNormNode(Layer, inputs[0], Weight, Bias, Epsilon, Statistics, y);
}
