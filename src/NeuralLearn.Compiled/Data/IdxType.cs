namespace NeuralLearn.Compiled;

/// <summary>Element types of an IDX file, with their codes there.</summary>
public enum IdxType
{
    /// <summary>8 bits, 0 to 255.</summary>
    U8 = 0x08,

    /// <summary>8 bits, −128 to 127.</summary>
    I8 = 0x09,

    /// <summary>16-bit whole number.</summary>
    I16 = 0x0B,

    /// <summary>32-bit whole number.</summary>
    I32 = 0x0C,

    /// <summary>32-bit float.</summary>
    F32 = 0x0D,

    /// <summary>64-bit float.</summary>
    F64 = 0x0E,
}
