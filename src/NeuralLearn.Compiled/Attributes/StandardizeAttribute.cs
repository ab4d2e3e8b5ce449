namespace NeuralLearn.Compiled;

/// <summary>
/// y = (x - mean) / deviation for every feature of an input, of signals and images for every channel. Both are buffers, saved with the weights: 0 and 1 at first, measured by
/// FitStandardize from rows or by UpdateStandardize row by row. A deviation of 0 counts as 1. scikit-learn: StandardScaler.
/// </summary>
public sealed class StandardizeAttribute : SingleInputLayerAttribute;
