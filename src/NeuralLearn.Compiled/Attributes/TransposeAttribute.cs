namespace NeuralLearn.Compiled;

/// <summary>
/// A signal [channels, length] as a sequence [time, features] or a sequence as a signal: y[t, c] = x[c, t]. PyTorch: transpose(1, 2);
/// Keras: Permute.
/// </summary>
public sealed class TransposeAttribute : SingleInputLayerAttribute;
