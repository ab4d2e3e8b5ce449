namespace NeuralLearn.Compiled.Generator.Optimizers;

/// <summary>Loshchilov and Hutter 2019: θ ← θ (1 - ηλ) first, then Adam's step from the plain gradient.</summary>
internal sealed class AdamW : Adam
{
    public override string Kind => "AdamW";

    protected override double DefaultWeightDecay => 1e-2;

    protected override bool DecouplesDecay => true;
}
