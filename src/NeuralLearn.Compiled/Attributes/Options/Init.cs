namespace NeuralLearn.Compiled;

/// <summary>How weights start. fan_in and fan_out are the inputs and outputs of a weight.</summary>
#if NEURALLEARN_GENERATOR
internal enum Init
#else
public enum Init
#endif
{
    /// <summary>Uniform in ±1/√fan_in: PyTorch's, Kaiming with a = √5.</summary>
    Default,

    /// <summary>Uniform in ±√(6/(fan_in + fan_out)) (Glorot and Bengio 2010). PyTorch: xavier_uniform_.</summary>
    GlorotUniform,

    /// <summary>Normal with deviation √(2/(fan_in + fan_out)) (Glorot and Bengio 2010). PyTorch: xavier_normal_.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±√(6/fan_in) (He et al. 2015). PyTorch: kaiming_uniform_ for ReLU.</summary>
    HeUniform,

    /// <summary>Normal with deviation √(2/fan_in) (He et al. 2015). PyTorch: kaiming_normal_ for ReLU.</summary>
    HeNormal,

    /// <summary>Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014). PyTorch: orthogonal_.</summary>
    Orthogonal,

    /// <summary>All 0.</summary>
    Zeros,
}
