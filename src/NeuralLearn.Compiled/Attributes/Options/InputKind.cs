namespace NeuralLearn.Compiled;

/// <summary>What the axes of a rank-2 input mean, or that the input holds whole numbers.</summary>
#if NEURALLEARN_GENERATOR
internal enum InputKind
#else
public enum InputKind
#endif
{
    /// <summary>Not said: fine for a vector and an image, an error for two axes.</summary>
    Default,

    /// <summary>[channels, length].</summary>
    Signal,

    /// <summary>[time, features].</summary>
    Sequence,

    /// <summary>[time] whole numbers that stand for words, items, …: what an Embedding reads.</summary>
    Indices,
}
