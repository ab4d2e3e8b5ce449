namespace NeuralLearn.Compiled;

/// <summary>Mean over the outputs of |y - t|. With <see cref="Reduction.Sum"/> the sum over rows and outputs. PyTorch: L1Loss.</summary>
public sealed class MeanAbsoluteErrorLossAttribute : ElementLossAttribute;
