namespace NeuralLearn.Compiled;

/// <summary>
/// Mean over the outputs of (y - t)². With <see cref="Reduction.Sum"/> the sum over rows and outputs. PyTorch: MSELoss.
/// </summary>
public sealed class MeanSquaredErrorLossAttribute : ElementLossAttribute;
