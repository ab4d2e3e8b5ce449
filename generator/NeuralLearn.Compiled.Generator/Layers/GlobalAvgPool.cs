using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The mean of each channel.</summary>
internal sealed class GlobalAvgPool : GlobalPooling
{
    public override string Kind => "GlobalAvgPool";

    public override string Formula => "y = mean over all positions";

    protected override PoolKind Pools => PoolKind.Average;
}
