namespace NeuralLearn.Compiled;

/// <summary>The sum of several results of the same shape, element by element: skip connections.</summary>
public sealed class AddAttribute : LayerAttribute
{
    /// <summary>Merges the results of layers.</summary>
    /// <param name="names">Two names or more of layers above; "input" is the network's input.</param>
    public AddAttribute(params string[] names) => Names = names;

    /// <summary>What is merged.</summary>
    public IReadOnlyList<string> Names { get; }
}
