namespace NeuralLearn.Compiled;

/// <summary>y = x where x > 0, else slope · x with a slope that is learnt: one for all features, or one for each. PyTorch: PReLU.</summary>
public sealed class PReLUAttribute : SingleInputLayerAttribute
{
    /// <summary>One slope per feature; false: one for all.</summary>
    public bool Channels { get; set; }
}
