namespace NeuralLearn.Compiled;

/// <summary>
/// No loss of its own: the caller passes ∂loss/∂output of each row where other losses take the target. The loss returned is 0.
/// </summary>
public sealed class ExternalLossAttribute : LossAttribute;
