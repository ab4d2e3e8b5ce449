namespace NeuralLearn.Compiled;

/// <summary>What every layer can be told that reads one result.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class SingleInputLayerAttribute : LayerAttribute
{
    private protected SingleInputLayerAttribute()
    {
    }

    /// <summary>The name of the layer to read, instead of the line above; "input" is the network's input.</summary>
    public string? From { get; set; }
}
