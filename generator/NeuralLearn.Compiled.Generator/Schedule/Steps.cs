using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>One kernel call of a forward pass: reads <see cref="X"/>, writes <see cref="Y"/>.</summary>
internal abstract record ForwardStep(Node Node, Value X, Value Y)
{
    public bool Reads(Value value) => Node.Reads(value);
}

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

/// <summary>A sum, product or row of several values.</summary>
internal sealed record MergeStep(Node Merge) : ForwardStep(Merge, Merge.X, Merge.Y);

/// <summary>A place for ∂loss/∂value, or for one reader's part of it.</summary>
internal sealed record GradientBuffer(string Name, BufferSlot Slot, PackedAxis Axis);

/// <summary>One kernel call of the backward pass.</summary>
/// <param name="Node">Whose derivative it is.</param>
/// <param name="Dy">∂loss/∂output of the node.</param>
/// <param name="InputOnly">It serves nothing but the gradient of the network's input, which is worked out on request.</param>
internal abstract record BackwardStep(Node Node, GradientBuffer Dy, bool InputOnly);

/// <summary>dx = dy ⊙ f'(x), in the place of dy.</summary>
internal sealed record MapGradientStep(MapNode Map, GradientBuffer Dy) : BackwardStep(Map, Dy, false);

/// <summary>dx = y ⊙ (dy - Σ dy y), in the place of dy.</summary>
internal sealed record SoftmaxGradientStep(SoftmaxNode Softmax, GradientBuffer Dy) : BackwardStep(Softmax, Dy, false);

/// <summary>dx = dy - e^y Σ dy, in the place of dy.</summary>
internal sealed record LogSoftmaxGradientStep(LogSoftmaxNode LogSoftmax, GradientBuffer Dy) : BackwardStep(LogSoftmax, Dy, false);

/// <summary>dW += dz xᵀ, db += dz.</summary>
internal sealed record WeightGradientStep(AffineNode Affine, GradientBuffer Dy) : BackwardStep(Affine, Dy, false);

/// <summary>dx = Wᵀ dz.</summary>
internal sealed record InputGradientStep(AffineNode Affine, GradientBuffer Dy, GradientBuffer Dx, bool InputOnly) : BackwardStep(Affine, Dy, InputOnly);

/// <summary>dx of one input of a merge: dy for a sum, dy times the others for a product, its features for a concatenation.</summary>
internal sealed record MergeGradientStep(Node Merge, int Index, GradientBuffer Dy, GradientBuffer Dx, bool InputOnly) : BackwardStep(Merge, Dy, InputOnly);

/// <summary>A value read twice has two parts of its gradient: <paramref name="Dy"/> += <paramref name="Term"/>.</summary>
internal sealed record AccumulateStep(Node Node, GradientBuffer Dy, GradientBuffer Term, bool InputOnly) : BackwardStep(Node, Dy, InputOnly);
