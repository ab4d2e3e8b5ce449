namespace NeuralLearn.Compiled;

/// <summary>
/// Logarithms of probabilities from scores: y = x - max - ln Σ e^(x - max) over the features, of signals and images over the channels at
/// each position. The shape stays.
/// </summary>
public sealed class LogSoftmaxAttribute : SingleInputLayerAttribute;
