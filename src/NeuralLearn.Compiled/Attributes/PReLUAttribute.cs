namespace NeuralLearn.Compiled;

/// <summary>y = x where x > 0, else slope · x with a slope that is learnt: one for all, or one for each feature or channel. PyTorch: PReLU.</summary>
public sealed class PReLUAttribute : SingleInputLayerAttribute
{
    /// <summary>One slope per feature, of signals and images per channel; false: one for all.</summary>
    public bool Channels { get; set; }
}
