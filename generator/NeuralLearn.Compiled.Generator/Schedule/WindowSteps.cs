using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>y = f(W * x + b), the activation applied while the sums are still in registers.</summary>
/// <inheritdoc cref="AffineStep"/>
internal sealed record ConvStep(ConvNode Conv, MapNode? Activation, bool KeepsSum)
    : ForwardStep(Conv, Conv.X, Activation is null ? Conv.Y : Activation.Y)
{
    /// <inheritdoc cref="AffineStep.KernelName"/>
    public string KernelName => Conv.Layer.Identifier
        + (KeepsSum ? "Sum" : "")
        + (Conv.IsStreaming ? "Step" : "")
        + (Activation is { } map && !ReferenceEquals(map.Layer, Conv.Layer) ? "_" + map.Layer.Identifier : "");
}

/// <summary>The last steps of a stream.</summary>
internal sealed record HistoryStep(HistoryNode History) : ForwardStep(History, History.X, History.Y);

internal sealed record PoolStep(PoolNode Pool) : ForwardStep(Pool, Pool.X, Pool.Y);

/// <summary>A value under other axes whose memory is the same: it shares the place, and nothing is called.</summary>
internal sealed record AliasStep(Node Alias) : ForwardStep(Alias, Alias.X, Alias.Y)
{
    /// <summary>Whether memory stays as it is, gaps and the distance of rows included.</summary>
    public static bool Applies(Node node)
    {
        var (x, y) = (PackedAxis.Of(node.X), PackedAxis.Of(node.Y));
        return node switch
        {
            TransposeNode => true,
            FlattenNode flatten => flatten.Flattened.IsAlias,
            ReshapeNode { KeepsOrder: true } => (x.Length == y.Length && x.Positions == y.Positions)
                || (x.Stride == x.Length * x.Positions && y.Stride == y.Length * y.Positions),
            _ => false,
        };
    }
}

/// <summary>A value under other axes that lies in another way.</summary>
internal sealed record ReshapeStep(Node Reshape) : ForwardStep(Reshape, Reshape.X, Reshape.Y);

/// <summary>dW += what each tap saw, times dz; db += Σ dz.</summary>
internal sealed record ConvWeightGradientStep(ConvNode Conv, GradientBuffer Dy) : BackwardStep(Conv, Dy, false);

/// <summary>The weights as the gradient of the input reads them: taps turned round, outputs as inputs.</summary>
internal sealed record ConvFlipStep(ConvNode Conv, GradientBuffer Dy, GradientBuffer Flipped, bool InputOnly) : BackwardStep(Conv, Dy, InputOnly);

/// <summary>dx: each input gathers what the outputs that saw it pass back.</summary>
internal sealed record ConvInputGradientStep(ConvNode Conv, GradientBuffer Dy, GradientBuffer Flipped, GradientBuffer Dx, bool InputOnly)
    : BackwardStep(Conv, Dy, InputOnly);

/// <summary>dx: the largest takes all, or all take the same part.</summary>
internal sealed record PoolGradientStep(PoolNode Pool, GradientBuffer Dy, GradientBuffer Dx, bool InputOnly) : BackwardStep(Pool, Dy, InputOnly);

/// <summary>dx = dy, each where its x lies.</summary>
internal sealed record ReshapeGradientStep(Node Reshape, GradientBuffer Dy, GradientBuffer Dx, bool InputOnly) : BackwardStep(Reshape, Dy, InputOnly);
