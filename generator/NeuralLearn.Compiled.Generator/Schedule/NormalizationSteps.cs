using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A layer normalisation.</summary>
/// <param name="LayerNorm">The operation.</param>
/// <param name="Keeps">Mean and 1/√(variance + ε) of every group are kept for the gradients.</param>
internal sealed record LayerNormStep(LayerNormNode LayerNorm, bool Keeps) : ForwardStep(LayerNorm, LayerNorm.X, LayerNorm.Y)
{
    public override IReadOnlyList<Value> Workspace => Keeps ? [LayerNorm.Statistics] : [];
}

/// <summary>dw += dy x̂, db += dy, with x̂ the normalised x.</summary>
internal sealed record LayerNormWeightGradientStep(LayerNormNode LayerNorm, GradientBuffer Dy) : BackwardStep(LayerNorm, Dy, false);

/// <summary>dx from dy, in its place.</summary>
internal sealed record LayerNormGradientStep(LayerNormNode LayerNorm, GradientBuffer Dy, bool InputOnly) : BackwardStep(LayerNorm, Dy, InputOnly);

/// <summary>A batch normalisation, by the statistics of the batch where the node measures.</summary>
internal sealed record BatchNormStep(BatchNormNode BatchNorm) : ForwardStep(BatchNorm, BatchNorm.X, BatchNorm.Y);

/// <summary>Σ dy and Σ dy x̂ over the batch, which dx needs and which are the gradients of bias and weight.</summary>
/// <param name="ForParameters">They are added to those.</param>
internal sealed record BatchNormSumsStep(BatchNormNode BatchNorm, GradientBuffer Dy, bool ForParameters, bool InputOnly) : BackwardStep(BatchNorm, Dy, InputOnly);

/// <summary>dx from dy, in its place.</summary>
internal sealed record BatchNormGradientStep(BatchNormNode BatchNorm, GradientBuffer Dy, bool InputOnly) : BackwardStep(BatchNorm, Dy, InputOnly);
