namespace NeuralLearn.Compiled;

/// <summary>
/// Makes the result of the line above an output of the network. Without any such line the last layer is the only output. With several,
/// members have one span for each, in the order of these lines.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>An output.</summary>
    /// <param name="name">Its name: "policy" leads to a parameter policy, a constant PolicySize, a field PolicyTarget.</param>
    public OutputAttribute(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The name of the layer whose result it is, instead of the line above.</summary>
    public string? From { get; set; }
}
