namespace NeuralLearn.Compiled;

/// <summary>
/// Turns scores into probabilities: y = e^(x - max) / Σ e^(x - max) over the features, of signals and images over the channels at each
/// position. Not before <see cref="CrossEntropyLossAttribute"/>, which contains it.
/// </summary>
public sealed class SoftmaxAttribute : SingleInputLayerAttribute;
