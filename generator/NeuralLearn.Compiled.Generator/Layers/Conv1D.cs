namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Along a signal [channels, length] or the time of a sequence [time, features].</summary>
internal sealed class Conv1D : Convolution
{
    public override string Kind => "Conv1D";

    protected override bool IsImage => false;
}
