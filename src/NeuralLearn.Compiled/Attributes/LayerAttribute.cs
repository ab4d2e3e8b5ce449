namespace NeuralLearn.Compiled;

/// <summary>What every layer can be told: its name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name: the prefix of its tensors in files ("name.weight"). Any dotted path. Without one it is the kind and
    /// a number counted over all layers of that kind: dense1, dense2, …
    /// </summary>
    public string? Name { get; set; }
}
