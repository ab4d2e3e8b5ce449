using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The mean of each window over an image, channel by channel.</summary>
internal sealed class AvgPool2D : Pooling
{
    public override string Kind => "AvgPool2D";

    public override string Formula => "y = mean over the window";

    protected override bool IsImage => true;

    protected override PoolKind Pools => PoolKind.Average;
}
