namespace NeuralLearn.Compiled;

/// <summary>The product of several results of the same shape, element by element: gates.</summary>
public sealed class MultiplyAttribute : LayerAttribute
{
    /// <summary>Merges the results of layers.</summary>
    /// <param name="names">Two names or more of layers above; "input" is the network's input.</param>
    public MultiplyAttribute(params string[] names) => Names = names;

    /// <summary>What is merged.</summary>
    public IReadOnlyList<string> Names { get; }
}
