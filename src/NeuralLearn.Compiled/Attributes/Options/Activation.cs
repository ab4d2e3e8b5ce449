namespace NeuralLearn.Compiled;

/// <summary>The function applied to each output of a layer; Softmax and LogSoftmax act on the features together, of signals and images on the channels at each position.</summary>
#if NEURALLEARN_GENERATOR
internal enum Activation
#else
public enum Activation
#endif
{
    /// <summary>y = x.</summary>
    Identity,

    /// <summary>y = max(0, x), NaN stays NaN.</summary>
    ReLU,

    /// <summary>y = tanh x.</summary>
    Tanh,

    /// <summary>y = 1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>y = e^x / sum of e^x over the features.</summary>
    Softmax,

    /// <summary>y = min(max(0, x), 6).</summary>
    ReLU6,

    /// <summary>y = x where x > 0, else 0.01 x; another slope: the attribute [LeakyReLU(slope)].</summary>
    LeakyReLU,

    /// <summary>y = x where x > 0, else e^x - 1; another scale: the attribute [ELU(alpha)].</summary>
    ELU,

    /// <summary>y = 1.0507 (x where x > 0, else 1.6733 (e^x - 1)) (Klambauer et al. 2017).</summary>
    SELU,

    /// <summary>y = x Φ(x) with the normal distribution's Φ, by the error function.</summary>
    GELU,

    /// <summary>GELU with tanh in place of the error function.</summary>
    GELUTanh,

    /// <summary>y = x sigmoid(x).</summary>
    SiLU,

    /// <summary>y = x tanh(softplus(x)).</summary>
    Mish,

    /// <summary>y = ln(1 + e^x), x itself above 20; another steepness: the attribute [Softplus(beta)].</summary>
    Softplus,

    /// <summary>y = x / (1 + |x|).</summary>
    Softsign,

    /// <summary>y = min(max(0, x + 3), 6) / 6.</summary>
    HardSigmoid,

    /// <summary>y = x min(max(0, x + 3), 6) / 6.</summary>
    HardSwish,

    /// <summary>y = x, limited to -1 and 1.</summary>
    HardTanh,

    /// <summary>y = x - ln Σ e^x over the features.</summary>
    LogSoftmax,

    /// <summary>y = x where x > 0, else slope · x with one slope that is learnt, 0.25 at first; one per feature: the attribute [PReLU].</summary>
    PReLU,
}
