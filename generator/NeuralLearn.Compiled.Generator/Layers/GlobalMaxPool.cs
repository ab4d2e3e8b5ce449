using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>The largest value of each channel.</summary>
internal sealed class GlobalMaxPool : GlobalPooling
{
    public override string Kind => "GlobalMaxPool";

    public override string Formula => "y = max over all positions";

    protected override PoolKind Pools => PoolKind.Max;
}
