namespace NeuralLearn.Compiled;

/// <summary>The function applied to each output of a layer; Softmax acts on all outputs of a row together.</summary>
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
}
