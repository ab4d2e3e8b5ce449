using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>One kernel call of a forward pass: reads <see cref="X"/>, writes <see cref="Y"/>.</summary>
internal abstract record ForwardStep(Node Node, Value X, Value Y);

/// <summary>y = f(W x + b), the activation applied while the sums are still in registers.</summary>
internal sealed record AffineStep(AffineNode Affine, MapNode? Activation)
    : ForwardStep(Affine, Affine.X, Activation is null ? Affine.Y : Activation.Y);

internal sealed record MapStep(MapNode Map) : ForwardStep(Map, Map.X, Map.Y);

internal sealed record SoftmaxStep(SoftmaxNode Softmax) : ForwardStep(Softmax, Softmax.X, Softmax.Y);

/// <summary>One kernel call of the backward pass.</summary>
internal abstract record BackwardStep(Node Node);

/// <summary>dx = dy ⊙ f'(x), in the place of dy.</summary>
internal sealed record MapGradientStep(MapNode Map) : BackwardStep(Map);

/// <summary>dx = y ⊙ (dy - Σ dy y), in the place of dy.</summary>
internal sealed record SoftmaxGradientStep(SoftmaxNode Softmax) : BackwardStep(Softmax);

/// <summary>dW += dz xᵀ, db += dz.</summary>
internal sealed record WeightGradientStep(AffineNode Affine) : BackwardStep(Affine);

/// <summary>dx = Wᵀ dz.</summary>
internal sealed record InputGradientStep(AffineNode Affine) : BackwardStep(Affine);
