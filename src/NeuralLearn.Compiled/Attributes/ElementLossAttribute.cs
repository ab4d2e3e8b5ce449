namespace NeuralLearn.Compiled;

/// <summary>What every loss can be told that compares each output with its target.</summary>
public abstract class ElementLossAttribute : LossAttribute
{
    private protected ElementLossAttribute()
    {
    }

    /// <summary>
    /// One factor per output: its loss and gradient times it; 0 leaves the output out, whatever its target is. The mean still divides by
    /// all outputs.
    /// </summary>
    public double[]? OutputWeights { get; set; }

    /// <summary>
    /// The name of a result of the network that is the target: an input, a layer above. No gradient flows through it, and nothing is
    /// passed as a target then: autoencoders, standardised targets.
    /// </summary>
    public string? Target { get; set; }
}
