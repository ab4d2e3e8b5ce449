namespace NeuralLearn.Compiled;

/// <summary>How multiply-adds are rounded.</summary>
#if NEURALLEARN_GENERATOR
internal enum Arithmetic
#else
public enum Arithmetic
#endif
{
    /// <summary>Fused where the hardware can (x64 with FMA, every Arm64), separate where it cannot: one set of bits on all hardware with FMA. Fastest.</summary>
    Fused,

    /// <summary>Separate multiply and add throughout: one set of bits on every machine.</summary>
    Portable,
}
