namespace NeuralLearn.Compiled;

/// <summary>How the losses of rows become the loss of a call, and how the gradients added up become the gradient of a step.</summary>
#if NEURALLEARN_GENERATOR
internal enum Reduction
#else
public enum Reduction
#endif
{
    /// <summary>Divided by the number of rows.</summary>
    Mean,

    /// <summary>Added up.</summary>
    Sum,
}
