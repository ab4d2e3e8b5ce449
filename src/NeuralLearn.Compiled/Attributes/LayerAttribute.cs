namespace NeuralLearn.Compiled;

/// <summary>What every layer can be told: its name, whether it learns.</summary>
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

    /// <summary>
    /// Whether the layer's parameters learn. If not, no code and no memory is there for their gradients, which read as 0. True without a
    /// word.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>The layer's parameters learn with the learning rate times this. Finite, 0 or more, 1 without a word.</summary>
    public double LearningRateScale { get; set; } = 1;
}
