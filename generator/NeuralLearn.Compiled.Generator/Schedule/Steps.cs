using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>One kernel call of a forward pass: reads <see cref="X"/>, writes <see cref="Y"/>.</summary>
internal abstract record ForwardStep(Node Node, Value X, Value Y);

/// <summary>y = f(W x + b), the activation applied while the sums are still in registers.</summary>
/// <param name="Affine">The operation.</param>
/// <param name="Activation">Applied in the same kernel; null where there is none.</param>
/// <param name="KeepsSum">There is an activation, but training needs the sum before it: it follows as a step of its own.</param>
internal sealed record AffineStep(AffineNode Affine, MapNode? Activation, bool KeepsSum)
    : ForwardStep(Affine, Affine.X, Activation is null ? Affine.Y : Activation.Y)
{
    /// <summary>The stem of the kernels' names: both forms of one layer may be needed.</summary>
    public string KernelName => Affine.Layer.Identifier + (KeepsSum ? "Sum" : "");
}

internal sealed record MapStep(MapNode Map) : ForwardStep(Map, Map.X, Map.Y);

internal sealed record SoftmaxStep(SoftmaxNode Softmax) : ForwardStep(Softmax, Softmax.X, Softmax.Y);

internal sealed record LogSoftmaxStep(LogSoftmaxNode LogSoftmax) : ForwardStep(LogSoftmax, LogSoftmax.X, LogSoftmax.Y);

/// <summary>One kernel call of the backward pass.</summary>
internal abstract record BackwardStep(Node Node);

/// <summary>dx = dy ⊙ f'(x), in the place of dy.</summary>
internal sealed record MapGradientStep(MapNode Map) : BackwardStep(Map);

/// <summary>dx = y ⊙ (dy - Σ dy y), in the place of dy.</summary>
internal sealed record SoftmaxGradientStep(SoftmaxNode Softmax) : BackwardStep(Softmax);

/// <summary>dx = dy - e^y Σ dy, in the place of dy.</summary>
internal sealed record LogSoftmaxGradientStep(LogSoftmaxNode LogSoftmax) : BackwardStep(LogSoftmax);

/// <summary>dW += dz xᵀ, db += dz.</summary>
internal sealed record WeightGradientStep(AffineNode Affine) : BackwardStep(Affine);

/// <summary>dx = Wᵀ dz.</summary>
internal sealed record InputGradientStep(AffineNode Affine) : BackwardStep(Affine);
