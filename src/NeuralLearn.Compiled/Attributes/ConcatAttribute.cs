namespace NeuralLearn.Compiled;

/// <summary>The features of several vectors or sequences in one, of signals and images the channels, in the order of their names. All other axes are equal.</summary>
public sealed class ConcatAttribute : LayerAttribute
{
    /// <summary>Merges the results of layers.</summary>
    /// <param name="names">Two names or more of layers above; "input" is the network's input.</param>
    public ConcatAttribute(params string[] names) => Names = names;

    /// <summary>What is merged.</summary>
    public IReadOnlyList<string> Names { get; }
}
