namespace NeuralLearn.Compiled;

/// <summary>Where a convolution puts zeros around its input.</summary>
#if NEURALLEARN_GENERATOR
internal enum PaddingMode
#else
public enum PaddingMode
#endif
{
    /// <summary>As many on both sides as Padding says: none without a word.</summary>
    Valid,

    /// <summary>
    /// So many that the lengths stay: dilation · (kernel - 1) in all, the smaller half in front. Only with a stride of 1. PyTorch:
    /// padding="same".
    /// </summary>
    Same,

    /// <summary>All dilation · (kernel - 1) in front, so that no output sees what comes after it. Only along one axis. Keras: causal.</summary>
    Causal,
}
