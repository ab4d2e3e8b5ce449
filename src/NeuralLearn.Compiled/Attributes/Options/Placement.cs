namespace NeuralLearn.Compiled;

/// <summary>Where the baked weights of an inference-only network lie while it runs.</summary>
#if NEURALLEARN_GENERATOR
internal enum Placement
#else
public enum Placement
#endif
{
    /// <summary>
    /// In one copy per process, made at the first use, that all networks of the class read; one that gets other weights takes a copy of its own
    /// first. Batch normalisations, and the divisions of Standardize, are part of the weights of the layers beside them.
    /// </summary>
    Shared,

    /// <summary>In a copy per network from the first, as in networks that learn: nothing is shared, and every layer runs as it is declared.</summary>
    PerInstance,

    /// <summary>
    /// Nowhere but in the assembly: no copy is made at all, kernels read where the program's file is mapped, and one network that gets other weights
    /// takes a copy of its own first. For programs with little memory: the numbers begin at a multiple of 8 bytes only, so wide vectors cross cache
    /// lines. Layers are folded as in the shared copy.
    /// </summary>
    InPlace,
}
