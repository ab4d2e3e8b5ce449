using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A layer normalisation.</summary>
/// <param name="LayerNorm">The operation.</param>
/// <param name="Keeps">Mean and 1/√(variance + ε) of every group are kept for the gradients.</param>
internal sealed record LayerNormStep(LayerNormNode LayerNorm, bool Keeps) : ForwardStep(LayerNorm, LayerNorm.X, LayerNorm.Y);

/// <summary>dw += dy x̂, db += dy, with x̂ the normalised x.</summary>
internal sealed record LayerNormWeightGradientStep(LayerNormNode LayerNorm, GradientBuffer Dy) : BackwardStep(LayerNorm, Dy, false);

/// <summary>dx from dy, in its place.</summary>
internal sealed record LayerNormGradientStep(LayerNormNode LayerNorm, GradientBuffer Dy, bool InputOnly) : BackwardStep(LayerNorm, Dy, InputOnly);
