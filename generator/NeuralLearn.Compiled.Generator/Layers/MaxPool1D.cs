using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The largest value of each window along a signal or the time of a sequence, channel by channel.</summary>
internal sealed class MaxPool1D : Pooling
{
    public override string Kind => "MaxPool1D";

    public override string Formula => "y = max over the window";

    protected override bool IsImage => false;

    protected override PoolKind Pools => PoolKind.Max;
}
