namespace NeuralLearn.Compiled;

/// <summary>
/// Turns a partial class into a neural network. The layers are the other attributes of the class, read from top to bottom;
/// the build adds the members that run and train it.
/// </summary>
/// <example>
/// <code>
/// [Network]
/// [Input(4)]
/// [Dense(16, Activation.ReLU)]
/// [Dense(3)]
/// [CrossEntropyLoss]
/// [Adam(LearningRate = 1e-2)]
/// public sealed partial class Iris { }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Whether multiply-adds are fused where the hardware can (the default) or separate everywhere.</summary>
    public Arithmetic Arithmetic { get; set; }

    /// <summary>How much of the code for one sample is written out; the compiler's decision unless it is set.</summary>
    public Unroll Unroll { get; set; }

    /// <summary>
    /// A safetensors file of the project that new networks start from, as its path in the project or its name: "digits.safetensors". The build
    /// compares it with the class and puts its weights into the assembly. A network with a seed has initial weights all the same.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>Where the weights of the file lie while a network runs that has no loss.</summary>
    public Placement Placement { get; set; }

    /// <summary>
    /// Whether every build prints the layer table and what the network costs. <c>NeuralLearnReport</c> in the project does so for all
    /// networks, or for none.
    /// </summary>
    public bool Report { get; set; }
}
