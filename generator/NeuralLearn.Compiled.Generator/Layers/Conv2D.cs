namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Over an image [channels, height, width].</summary>
internal sealed class Conv2D : Convolution
{
    public override string Kind => "Conv2D";

    protected override bool IsImage => true;
}
