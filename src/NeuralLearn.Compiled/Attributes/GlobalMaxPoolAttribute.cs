namespace NeuralLearn.Compiled;

/// <summary>
/// The largest value of each channel over the whole signal or image, of each feature over the time of a sequence: a vector [channels].
/// NaN wins, and of equal values the first takes the whole gradient. Keras: GlobalMaxPooling; PyTorch: AdaptiveMaxPool(1) and Flatten.
/// </summary>
public sealed class GlobalMaxPoolAttribute : SingleInputLayerAttribute;
