namespace NeuralLearn.Compiled;

/// <summary>
/// The mean of each channel over the whole signal or image, of each feature over the time of a sequence: a vector [channels]. Keras:
/// GlobalAveragePooling; PyTorch: AdaptiveAvgPool(1) and Flatten.
/// </summary>
public sealed class GlobalAvgPoolAttribute : SingleInputLayerAttribute;
