namespace NeuralLearn.Compiled;

/// <summary>How much of the products for one sample is written out rather than counted through in loops. It changes code size and speed, never a bit.</summary>
#if NEURALLEARN_GENERATOR
internal enum Unroll
#else
public enum Unroll
#endif
{
    /// <summary>Products are written out where that pays, and in loops of a fixed number of turns elsewhere.</summary>
    Auto,

    /// <summary>
    /// The products of every dense layer are written out for a single sample, as far as the just-in-time compiler goes along: about 2,000
    /// vector products in a method, some 200 with vectors of 128 bits. Layers that have more keep their loops, with a warning.
    /// </summary>
    Full,

    /// <summary>Loops wherever there is more than a turn's worth of products: the least code, for programs whose size counts.</summary>
    Never,
}
