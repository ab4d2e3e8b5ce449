namespace NeuralLearn.Compiled;

/// <summary>
/// All values as one vector, in row-major order: an image channel by channel, a sequence step by step. PyTorch and Keras: Flatten.
/// </summary>
public sealed class FlattenAttribute : SingleInputLayerAttribute;
