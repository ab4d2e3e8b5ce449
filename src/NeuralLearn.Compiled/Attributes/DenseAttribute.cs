namespace NeuralLearn.Compiled;

/// <summary>
/// A fully connected layer: y = f(W x + b). Input [features], output [units], weight [units, features], bias [units]. A sequence
/// [time, features] becomes [time, units], each step by itself with the same weights.
/// PyTorch: Linear; Keras: Dense. Weight and bias start uniform in ±1/√features.
/// </summary>
public sealed class DenseAttribute : SingleInputLayerAttribute
{
    /// <summary>A fully connected layer.</summary>
    /// <param name="units">How many outputs, 1 or more.</param>
    /// <param name="activation">The function applied to them; Identity without one.</param>
    public DenseAttribute(int units, Activation activation = Activation.Identity)
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>How many outputs.</summary>
    public int Units { get; }

    /// <summary>The function applied to the outputs; the same as the second argument.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether a bias is added. True without a word.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How many inputs you expect; checked against the layer above. Optional.</summary>
    public int Inputs { get; set; }

    /// <summary>How the weight starts. PyTorch's way without a word.</summary>
    public Init Init { get; set; }

    /// <summary>What every bias is at first. Without a word uniform in ±1/√features.</summary>
    public double BiasInit { get; set; }
}
