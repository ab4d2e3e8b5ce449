using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The mean of each window along a signal or the time of a sequence, channel by channel.</summary>
internal sealed class AvgPool1D : Pooling
{
    public override string Kind => "AvgPool1D";

    public override string Formula => "y = mean over the window";

    protected override bool IsImage => false;

    protected override PoolKind Pools => PoolKind.Average;
}
