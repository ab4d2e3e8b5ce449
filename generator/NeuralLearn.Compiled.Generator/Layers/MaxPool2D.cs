using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The largest value of each window over an image, channel by channel.</summary>
internal sealed class MaxPool2D : Pooling
{
    public override string Kind => "MaxPool2D";

    public override string Formula => "y = max over the window";

    protected override bool IsImage => true;

    protected override PoolKind Pools => PoolKind.Max;
}
