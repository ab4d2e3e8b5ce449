namespace NeuralLearn.Compiled.Build.Weights;

/// <summary>A tensor as the header of a safetensors file describes it.</summary>
internal sealed class WeightsTensor(string name, string type, long[] shape, long begin, long end)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public long[] Shape { get; } = shape;

    /// <summary>Its first byte of the data.</summary>
    public long Begin { get; } = begin;

    /// <summary>Behind its last byte.</summary>
    public long End { get; } = end;
}
