using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>One kernel call of a forward pass: reads <see cref="X"/>, writes <see cref="Y"/>.</summary>
internal abstract record ForwardStep(Node Node, Value X, Value Y)
{
    public bool Reads(Value value) => Node.Reads(value);

    /// <summary>Memory that it needs beside its result; the way back may find there what it left.</summary>
    public virtual IReadOnlyList<Value> Workspace => [];
}

/// <summary>y = f(W x + b), the activation applied while the sums are still in registers.</summary>
/// <param name="Affine">The operation.</param>
/// <param name="Activation">Applied in the same kernel; null where there is none.</param>
/// <param name="KeepsSum">There is an activation, but training needs the sum before it: it follows as a step of its own.</param>
internal sealed record AffineStep(AffineNode Affine, MapNode? Activation, bool KeepsSum)
    : ForwardStep(Affine, Affine.X, Activation is null ? Affine.Y : Activation.Y)
{
    /// <summary>
    /// The stem of the kernels' names: several forms of one layer may be needed. An activation that is a line of its own shows its name.
    /// </summary>
    public string KernelName => Affine.Layer.Identifier
        + (KeepsSum ? "Sum" : "")
        + (Activation is { } map && !ReferenceEquals(map.Layer, Affine.Layer) ? "_" + map.Layer.Identifier : "");
}

internal sealed record MapStep(MapNode Map) : ForwardStep(Map, Map.X, Map.Y);

internal sealed record SoftmaxStep(SoftmaxNode Softmax) : ForwardStep(Softmax, Softmax.X, Softmax.Y);

internal sealed record LogSoftmaxStep(LogSoftmaxNode LogSoftmax) : ForwardStep(LogSoftmax, LogSoftmax.X, LogSoftmax.Y);

internal sealed record SlopeStep(SlopeNode Slope) : ForwardStep(Slope, Slope.X, Slope.Y);

internal sealed record StandardizeStep(StandardizeNode Standardize) : ForwardStep(Standardize, Standardize.X, Standardize.Y);

/// <summary>Draws the mask and applies it; in training only.</summary>
internal sealed record DropoutStep(DropoutNode Dropout) : ForwardStep(Dropout, Dropout.X, Dropout.Y);

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
internal sealed record MapGradientStep(MapNode Map, GradientBuffer Dy, bool InputOnly) : BackwardStep(Map, Dy, InputOnly);

/// <summary>dx = y ⊙ (dy - Σ dy y), in the place of dy.</summary>
internal sealed record SoftmaxGradientStep(SoftmaxNode Softmax, GradientBuffer Dy, bool InputOnly) : BackwardStep(Softmax, Dy, InputOnly);

/// <summary>dx = dy - e^y Σ dy, in the place of dy.</summary>
internal sealed record LogSoftmaxGradientStep(LogSoftmaxNode LogSoftmax, GradientBuffer Dy, bool InputOnly) : BackwardStep(LogSoftmax, Dy, InputOnly);

/// <summary>dslope += Σ dy x over x ≤ 0.</summary>
internal sealed record SlopeWeightGradientStep(SlopeNode Slope, GradientBuffer Dy) : BackwardStep(Slope, Dy, false);

/// <summary>dx = dy where x > 0, else slope · dy, in the place of dy.</summary>
internal sealed record SlopeGradientStep(SlopeNode Slope, GradientBuffer Dy, bool InputOnly) : BackwardStep(Slope, Dy, InputOnly);

/// <summary>dx = dy / deviation, in the place of dy.</summary>
internal sealed record StandardizeGradientStep(StandardizeNode Standardize, GradientBuffer Dy, bool InputOnly) : BackwardStep(Standardize, Dy, InputOnly);

/// <summary>dx = dy · mask, in the place of dy.</summary>
internal sealed record DropoutGradientStep(DropoutNode Dropout, GradientBuffer Dy, bool InputOnly) : BackwardStep(Dropout, Dy, InputOnly);

/// <summary>dW += dz xᵀ, db += dz.</summary>
internal sealed record WeightGradientStep(AffineNode Affine, GradientBuffer Dy) : BackwardStep(Affine, Dy, false);

/// <summary>dx = Wᵀ dz.</summary>
/// <param name="Below">An activation whose output is the input x: its derivative is applied while dx is in registers.</param>
internal sealed record InputGradientStep(AffineNode Affine, GradientBuffer Dy, GradientBuffer Dx, MapNode? Below, bool InputOnly)
    : BackwardStep(Affine, Dy, InputOnly);

/// <summary>dx of one input of a merge: dy for a sum, dy times the others for a product, its features for a concatenation.</summary>
internal sealed record MergeGradientStep(Node Merge, int Index, GradientBuffer Dy, GradientBuffer Dx, bool InputOnly) : BackwardStep(Merge, Dy, InputOnly);

/// <summary>A value read twice has two parts of its gradient: <paramref name="Dy"/> += <paramref name="Term"/>.</summary>
internal sealed record AccumulateStep(Node Node, GradientBuffer Dy, GradientBuffer Term, bool InputOnly) : BackwardStep(Node, Dy, InputOnly);
