namespace NeuralLearn.Compiled;

/// <summary>An activation as a line of its own: y = f(x). The shape stays.</summary>
public sealed class ApplyAttribute : SingleInputLayerAttribute
{
    /// <summary>Applies an activation.</summary>
    /// <param name="activation">The function.</param>
    public ApplyAttribute(Activation activation) => Activation = activation;

    /// <summary>The function applied.</summary>
    public Activation Activation { get; }
}
